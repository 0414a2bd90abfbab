using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RepoTickets.Storage.Tests.Documents;

/// <summary>
/// What the Python package must find in a file so that it can read it. Built on other parsers than the store's own, so that one mistake is
/// not made twice.
/// </summary>
internal static partial class PythonContractChecker
{
    // A bang marks a required key. Kinds: t text, n number, b truth value, d time, e:a,b set of texts, lt list of texts, l:Name list of
    // mappings, m:Name mapping, j free-form mapping; a question mark allows null.
    private static readonly Dictionary<string, string> Schemas = new()
    {
        ["open"] = Ticket("open,in-progress,blocked"),
        ["closed"] = Ticket("closed,cancelled"),
        ["epics"] = "id!t title!t description t|status e:draft,active,completed,cancelled|priority e:critical,high,medium,low|owner t " +
            "owner_email t labels lt created_at d updated_at d target_version t start_date d? target_date d? completed_date d? " +
            "estimated_story_points n? ticket_ids lt goals lt success_criteria lt",
        ["backlog"] =
            "id!t title!t description t|item_type e:story,feature,bug,epic,task,spike|priority e:critical,high,medium,low|status " +
            "e:new,groomed,ready,in-progress,done,cancelled|story_points n? business_value n? effort_estimate n?|risk_level " +
            "e:low,medium,high|product_owner t assigned_to t created_at d updated_at d epic_id t? ticket_id t? dependencies lt " +
            "acceptance_criteria lt definition_of_done lt sprint_id t? sprint_name t? labels lt component t theme t",
        ["agents"] =
            "id!t name!t description t|agent_type e:developer,reviewer,tester,analyst,documenter,project_manager,general|status " +
            "e:active,inactive,busy,error,maintenance|capabilities l:Capability max_concurrent_tasks n preferred_task_types lt endpoint " +
            "t? api_key t? model t? created_at d updated_at d last_seen d? metrics m:Metrics active_tasks lt",
        ["tasks"] = "id!t ticket_id!t agent_id!t task_type!t description!t|status " +
            "e:assigned,in_progress,completed,failed,cancelled,paused|priority e:critical,high,medium,low|assigned_at d started_at d? " +
            "completed_at d? instructions t expected_output t context j output t artifacts lt error_message t estimated_duration_minutes " +
            "n? actual_duration_minutes n?",
        ["Comment"] = "id!t author!t email!t content!t created_at!d",
        ["Journal"] = "id!t author!t email!t content!t entry_type!t created_at d effort_estimate_hours n? effort_spent_hours n? " +
            "completion_percentage n? milestone t? dependencies lt risks lt decisions lt",
        ["TimeLog"] = "id!t start_time!d end_time d? duration_minutes n? description t entry_type t author t created_at d",
        ["Requirement"] = "id!t title!t description t|priority e:critical,high,medium,low|status " +
            "e:draft,approved,implemented,verified|acceptance_criteria lt created_at d updated_at d author t",
        ["Story"] = "id!t persona!t goal!t benefit!t priority t story_points n? acceptance_criteria lt created_at d author t",
        ["Scenario"] = "id!t title!t background t given lt when lt then lt tags lt|status " +
            "e:draft,ready,passing,failing,blocked|created_at d author t",
        ["Result"] = "id!t description!t success_criteria lt|verification_method e:manual,automated,review|status " +
            "e:pending,verified,failed,blocked|created_at d verified_at d? verified_by t notes t",
        ["Capability"] = "name!t description t confidence_level n enabled b parameters j",
        ["Metrics"] =
            "tasks_completed n tasks_failed n total_execution_time_minutes n average_response_time_seconds n success_rate n " +
            "last_activity d?",
    };

    /// <summary>Every rule that the file breaks; empty for one that the Python package reads.</summary>
    internal static List<string> Check(string path, byte[] bytes)
    {
        var problems = new List<string>();
        var (folder, stem) = (path.Split('/')[0], Path.GetFileNameWithoutExtension(path));
        if (path.EndsWith(".json", StringComparison.Ordinal) && bytes.AsSpan().StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
        {
            problems.Add("a byte order mark, which Python refuses in JSON");
        }

        var root = path.EndsWith(".json", StringComparison.Ordinal) ? ReadJson(bytes) : ReadYaml(bytes, problems);
        if (root is not PyMap map)
        {
            problems.Add("no mapping at the root");
            return problems;
        }

        if (map.Items.GetValueOrDefault("id") is not PyScalar id || id.Text != stem)
        {
            problems.Add($"the file's stem {stem} is not its id");
        }

        CheckMap(map, folder, "", problems);
        return problems;
    }

    private static string Ticket(string statuses) =>
        $"id!t title!t description t|status e:{statuses}|priority e:critical,high,medium,low|assignee t? reporter t reporter_email t " +
        "labels lt created_at d updated_at d comments l:Comment branch t commit t? journal_entries l:Journal time_logs l:TimeLog " +
        "estimated_hours n? story_points n? blocked_by lt blocks lt related_to lt epic_id t? parent_ticket_id t? child_ticket_ids lt " +
        "assigned_agent t? agent_tasks lt requirements l:Requirement user_stories l:Story expected_results l:Result gherkin_scenarios " +
        "l:Scenario|requirements_status e:draft,review,approved,complete|acceptance_criteria_met b test_coverage_percentage n?";

    private static void CheckMap(PyMap map, string schema, string path, List<string> problems)
    {
        var fields = FieldPattern().Matches(Schemas[schema]).ToDictionary(
            static match => match.Groups[1].Value, static match => (Required: match.Groups[2].Value == "!", Kind: match.Groups[3].Value));
        problems.AddRange(map.Items.Keys.Except(fields.Keys).Select(key => $"{path}{key}: unknown key"));
        problems.AddRange(
            fields.Where(field => field.Value.Required && !map.Items.ContainsKey(field.Key)).Select(
                field => $"{path}{field.Key}: missing"));
        foreach (var (key, value) in map.Items)
        {
            if (fields.TryGetValue(key, out var field) && Explain(value, field.Kind, path + key, problems) is { } reason)
            {
                problems.Add($"{path}{key}: {reason}");
            }
        }
    }

    private static string? Explain(PyNode value, string kind, string path, List<string> problems)
    {
        if (value is PyScalar { Type: "null" })
        {
            return kind.EndsWith('?') ? null : "null is not allowed";
        }

        switch (kind[0], value)
        {
            case ('t', PyScalar { Type: "str" }) or ('n', PyScalar { Type: "number" }) or ('b', PyScalar { Type: "bool" }) or ('j', PyMap):
                return null;
            case ('d', PyScalar { Type: "str" } time):
                return TimePattern().IsMatch(time.Text) ? null : $"'{time.Text}' is not a naive time with six digits";
            case ('e', PyScalar { Type: "str" } text):
                return kind[2..].Split(',').Contains(text.Text) ? null : $"'{text.Text}' is not one of {kind[2..]}";
            case ('l', PyList list) when kind == "lt":
                return list.Items.All(static item => item is PyScalar { Type: "str" }) ? null : "an item is no text";
            case ('l', PyList list):
                foreach (var (item, index) in list.Items.Select(static (item, index) => (item, index)))
                {
                    CheckNested(item, kind[2..], $"{path}[{index}]", problems);
                }

                return null;
            case ('m', PyMap):
                CheckNested(value, kind[2..], path, problems);
                return null;
            default:
                return $"a value of kind {kind} is expected, not {value}";
        }
    }

    private static void CheckNested(PyNode item, string schema, string path, List<string> problems)
    {
        if (item is PyMap map)
        {
            CheckMap(map, schema, path + ".", problems);
        }
        else
        {
            problems.Add($"{path}: no mapping");
        }
    }

    private static PyNode? ReadYaml(byte[] bytes, List<string> problems)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(new UTF8Encoding(false, true).GetString(bytes)));
        if (stream.Documents.Count != 1)
        {
            problems.Add($"{stream.Documents.Count} YAML documents instead of one");
            return null;
        }

        return Convert(stream.Documents[0].RootNode);
    }

    private static PyNode Convert(YamlNode node) => node switch
    {
        YamlScalarNode scalar => new PyScalar(scalar.Value ?? "", scalar.Style == ScalarStyle.Plain ? TypeOf(scalar.Value ?? "") : "str"),
        YamlSequenceNode list => new PyList([.. list.Children.Select(Convert)]),
        YamlMappingNode map =>
            new PyMap(map.Children.ToDictionary(static pair => ((YamlScalarNode)pair.Key).Value!, static pair => Convert(pair.Value))),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private static PyNode ReadJson(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return Convert(document.RootElement);
    }

    private static PyNode Convert(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            new PyMap(element.EnumerateObject().ToDictionary(static pair => pair.Name, static pair => Convert(pair.Value))),
        JsonValueKind.Array => new PyList([.. element.EnumerateArray().Select(Convert)]),
        JsonValueKind.String => new PyScalar(element.GetString()!, "str"),
        JsonValueKind.Number => new PyScalar(element.GetRawText(), "number"),
        JsonValueKind.Null => new PyScalar("null", "null"),
        _ => new PyScalar(element.GetRawText(), "bool"),
    };

    // The implicit types of YAML 1.1 as PyYAML resolves them.
    private static string TypeOf(string plain) =>
        NullPattern().IsMatch(plain) ? "null"
        : BoolPattern().IsMatch(plain) ? "bool"
        : IntPattern().IsMatch(plain) || FloatPattern().IsMatch(plain) ? "number"
        : TimestampPattern().IsMatch(plain) ? "timestamp"
        : plain is "=" or "<<" ? "special"
        : "str";

    [GeneratedRegex(@"([a-z_]+)([! ])(\S[^ |]*)")]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\z")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^(~|null|Null|NULL|)\z")]
    private static partial Regex NullPattern();

    [GeneratedRegex(@"^(yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\z")]
    private static partial Regex BoolPattern();

    [GeneratedRegex(@"^([-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+)\z")]
    private static partial Regex IntPattern();

    [GeneratedRegex(
        @"^([-+]?([0-9][0-9_]*)\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex FloatPattern();

    [GeneratedRegex(@"^\d{4}-\d\d?-\d\d?([Tt \t].*)?\z")]
    private static partial Regex TimestampPattern();

    private abstract record PyNode;

    private sealed record PyScalar(string Text, string Type) : PyNode;

    private sealed record PyList(List<PyNode> Items) : PyNode;

    private sealed record PyMap(Dictionary<string, PyNode> Items) : PyNode;
}
