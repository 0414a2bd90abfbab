using Microsoft.Extensions.Configuration;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Options;

public sealed class TriageSettingsTests
{
    [Theory]
    [InlineData("7", "6", "production", "4", 7)]
    [InlineData(null, "6", "production", "4", 6)]
    [InlineData(null, null, "production", "4", 5)]
    [InlineData(null, null, null, "4", 4)]
    [InlineData(null, null, null, null, 3)]
    [InlineData("7", null, "production", null, 7)]
    [InlineData("7", null, null, "4", 7)]
    [InlineData("7", "6", null, null, 7)]
    [InlineData(null, "6", null, "4", 6)]
    public void Load_SameSettingInSeveralPlaces_TheHigherWins(
        string? line, string? environment, string? profile, string? configuration, int expected)
    {
        var settings = TriageSettings.Load(new()
        {
            CommandLine = new Dictionary<string, string?> { ["MAX_TICKETS_PER_RUN"] = line },
            Environment = new Dictionary<string, string?> { ["max_tickets_per_run"] = environment },
            Profile = profile,
            Configuration = new ConfigurationBuilder().AddInMemoryCollection([new("MaximumTickets", configuration)]).Build(),
        });

        var options = new TriageOptions();
        settings.ApplyTo(options);
        Assert.Equal(expected, options.MaximumTickets);
    }

    [Fact]
    public void Load_ProfileAndFlags_FlagsSurvive()
    {
        var settings = Load("production", ("DATADOG_LIMIT", "10"), ("DATADOG_HOURS_BACK", "1"), ("MAX_TICKETS_PER_RUN", "1"));
        var (triage, datadog) = (new TriageOptions(), new DatadogOptions());

        settings.ApplyTo(triage);
        settings.ApplyTo(datadog);

        Assert.Equal((10, TimeSpan.FromHours(1), 1), (datadog.PageSize, datadog.Lookback, triage.MaximumTickets));
        Assert.Equal(0.85, triage.Duplicates.SimilarityThreshold);
    }

    [Theory]
    [InlineData("development")]
    [InlineData("staging")]
    [InlineData("production")]
    [InlineData("testing")]
    public void Load_EveryProfile_IsValidAndFilesNothing(string profile)
    {
        var (triage, model) = (new TriageOptions(), new ChatAnalyzerOptions());
        var settings = Load(profile);

        settings.ApplyTo(triage);
        settings.ApplyTo(model);

        Assert.Equal(TriageMode.DryRun, triage.Mode);
        Assert.Empty(TriageOptionsRules.Find(triage));
        Assert.Empty(model.FindProblems());
    }

    [Fact]
    public void Load_DocumentedValuesOfTheAncestor_Start()
    {
        var triage = new TriageOptions();

        Load(
            null, ("ASYNC_MAX_WORKERS", "1"), ("MAX_TICKETS_PER_RUN", "0"), ("AUTO_CREATE_TICKET", "true"),
            ("CIRCUIT_BREAKER_FAILURE_THRESHOLD", "1")).ApplyTo(triage);

        Assert.Equal((1, 0, TriageMode.Real), (triage.Workers, triage.MaximumTickets, triage.Mode));
    }

    [Fact]
    public void Load_ManyWrongValues_TellsAllOfThemWithWhatIsAllowed()
    {
        var problems = Assert.Throws<TriageSettingsException>(() => Load(
            "prod",
            ("ASYNC_MAX_WORKERS", "21"),
            ("DATADOG_QUERY_EXTRA_MODE", "XOR"),
            ("SEVERITY_RULES_JSON", "{broken"),
            ("COMMENT_ON_DUPLICATE", "perhaps"),
            ("JIRA_SIMILARITY_THRESHOLD", "NaN"),
            ("NO_SUCH", "1"))).Problems;

        Assert.Equal(7, problems.Count);
        Assert.Contains(
            problems,
            static problem =>
                problem.Contains("1 to 20", StringComparison.Ordinal) && problem.Contains("command line", StringComparison.Ordinal));
        Assert.Contains(
            problems, static problem => problem.Contains("development, staging, production, testing", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_WithoutParallel_UsesOneWorkerWhateverTheNumberSays()
    {
        var triage = new TriageOptions();

        Load(null, ("ASYNC_ENABLED", "false"), ("ASYNC_MAX_WORKERS", "8")).ApplyTo(triage);

        Assert.Equal(1, triage.Workers);
    }

    [Fact]
    public void Names_EachSetting_HasAnEffect()
    {
        string[] values =
        [
            "true", "false", "7", "70", "0.77", "high", "low", "OPS", "a,b", "https://logs.example.com/", "example.atlassian.net",
            "warning", "OR", "2.5", "{\"timeout\":\"high\"}", "4",
        ];
        foreach (var setting in RepoTickets.LogTriage.Settings.SettingTable.All)
        {
            Assert.True(TriageSettings.Names.Count(name => name == setting.Name) == 1, setting.Name);
            var usual = Show(RepoTickets.LogTriage.Settings.SettingTargets.Fresh());
            Assert.True(
                values.Any(value =>
                {
                    var targets = RepoTickets.LogTriage.Settings.SettingTargets.Fresh();
                    return setting.Apply(value, targets) is null && Show(targets) != usual;
                }),
                $"{setting.Name} changes nothing");
        }

        Assert.Contains("DATADOG_APP_KEY", TriageSettings.Names);

        static string Show(RepoTickets.LogTriage.Settings.SettingTargets targets) =>
            string.Join(
                '|',
                new object[] { targets.Triage, targets.Datadog, targets.Jira, targets.Model }.Select(static options => Dump(options, 4)));

        static string Dump(object? value, int depth) => value switch
        {
            null => "null",
            string text => text,
            _ when depth == 0 || value.GetType().IsPrimitive || value.GetType().IsEnum ||
                value.GetType().Namespace == "System" => $"{value}",
            System.Collections.IEnumerable list => $"[{string.Join(',', list.Cast<object?>().Select(item => Dump(item, depth - 1)))}]",
            _ =>
                $"{{{string.Join(',', value.GetType().GetProperties().Where(static property => property.GetIndexParameters().Length == 0).Select(property => $"{property.Name}={Dump(property.GetValue(value), depth - 1)}"))}}}",
        };
    }

    [Fact]
    public void Load_NothingSaid_FilesNothing()
    {
        var options = new TriageOptions();
        Load(null).ApplyTo(options);

        Assert.Equal(TriageMode.DryRun, options.Mode);
    }

    [Fact]
    public void Load_CommonNamesOfTheMachine_AreNoSettings()
    {
        var (jira, datadog) = (new JiraOptions(), new DatadogOptions());
        var settings = TriageSettings.Load(new()
        {
            Environment = new Dictionary<string, string?>
            {
                ["USER"] = "root",
                ["ENV"] = "prod",
                ["API_KEY"] = "secret",
                ["DOMAIN"] = "example.com",
                ["SERVICE"] = "x",
            },
        });
        settings.ApplyTo(jira);
        settings.ApplyTo(datadog);

        Assert.Empty(settings.Origins);
        Assert.Equal((new JiraOptions().User, new DatadogOptions().Environment), (jira.User, datadog.Environment));
    }

    [Fact]
    public void ParseTeams_GoodAndBad_AreToldApart()
    {
        var team = TriageTeams.Parse(
            """{"teams":{"web":{"team_name":"Web","jira_project_key":"WEB","datadog_services":["shop"],"max_tickets_per_run":2,"severity_rules":{"timeout":"high"}}}}""").Single();
        var problems = Assert.Throws<TriageSettingsException>(() => TriageTeams.Parse(
            """{"teams":{"a b":{"datadog_services":[],"severity_rules":{"x":"worst"}}}}""")).Problems;
        var options = new TriageOptions();
        team.ApplyTo(options);

        Assert.Equal(("web", 2, "prod"), (options.Draft.Team, options.MaximumTickets, options.Draft.Environment));
        Assert.Equal(5, problems.Count);
        Assert.Throws<TriageSettingsException>(() => TriageTeams.Parse("[]"));
    }

    [Fact]
    public void ParseTeams_Yaml_GivesWhatTheSameJsonGives()
    {
        const string Yaml = """
            # Who looks after what.
            jira_team_field_id: customfield_10001
            teams:
              web:
                team_name: Web
                jira_project_key: NO          # a project, not "false"
                datadog_services: [shop, "cart"]
                max_tickets_per_run: 2
                severity_rules: {timeout: high}
              old:
                team_name: "Old things"
                jira_project_key: OLD
                enabled: no
                datadog_services:
                  - 1234
                datadog_env: '~'
            """;
        const string Json = """
            {"teams":{"old":{"team_name":"Old things","jira_project_key":"OLD","enabled":false,"datadog_services":["1234"],"datadog_env":"~"},
            "web":{"team_name":"Web","jira_project_key":"NO","datadog_services":["shop","cart"],"max_tickets_per_run":2,"severity_rules":{"timeout":"high"}}}}
            """;
        using var folder = new TemporaryFolder();

        var teams = TriageTeams.Load(folder.Write("teams.yaml", Yaml.Split('\n')));

        Assert.Equal(TriageTeams.Parse(Json).Select(Describe), teams.Select(Describe));
        Assert.Equal(TriageTeams.Load(folder.Write("teams.json", Json)).Select(Describe), TriageTeams.ParseYaml(Yaml).Select(Describe));

        static string Describe(TriageTeam team) => System.Text.Json.JsonSerializer.Serialize(team);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("teams: [a]")]
    [InlineData("teams: {a: [}")]
    [InlineData("teams: {a: 1}")]
    [InlineData("teams: {}\nteams: {}")]
    [InlineData("teams: {}\n---\nteams: {}")]
    [InlineData("teams: &x {a: *x}")]
    [InlineData("teams: !!python/object:os.system {}")]
    [InlineData("teams: {a: {team_name: A, jira_project_key: A, datadog_services: [a], enabled: perhaps}}")]
    [InlineData("teams: {a: {team_name: A, jira_project_key: A, datadog_services: [a], max_tickets_per_run: many}}")]
    [InlineData("teams: {a: {team_name: A, jira_project_key: A, datadog_services: [a, {b: c}]}}")]
    [InlineData("teams: {? [a] : b}")]
    [InlineData("teams: \"\\uD800\"")]
    public void ParseTeams_YamlThatIsNone_IsRefused(string yaml) =>
        Assert.Throws<TriageSettingsException>(() => TriageTeams.ParseYaml(yaml));

    [Fact]
    public void ParseTeams_YamlOfBrackets_IsRefusedAndNotTheEndOfTheProcess()
    {
        Assert.Throws<TriageSettingsException>(() => TriageTeams.ParseYaml(new string('[', 100_000)));
        Assert.Throws<TriageSettingsException>(() => TriageTeams.ParseYaml("teams: " + string.Concat(Enumerable.Repeat("{a: ", 50_000))));
    }

    [Fact]
    public void Find_OptionsOutOfRange_TellsAll()
    {
        var options = new TriageOptions
        {
            Workers = 21,
            BatchSize = 0,
            AttemptTimeout = TimeSpan.Zero,
            MaximumTickets = -1,
            SinkLimit = new RateLimit(0, TimeSpan.Zero),
            RetryDelay = TimeSpan.FromMinutes(5),
        };
        options.Duplicates.SimilarityThreshold = double.NaN;

        Assert.Equal(9, TriageOptionsRules.Find(options).Count);
        Assert.Empty(TriageOptionsRules.Find(new TriageOptions { Workers = 100, AllowManyWorkers = true }));
    }

    private static TriageSettings Load(string? profile, params (string Name, string Value)[] commandLine) => TriageSettings.Load(new()
    {
        CommandLine = commandLine.ToDictionary(static pair => pair.Name, static pair => (string?)pair.Value),
        Profile = profile,
    });
}
