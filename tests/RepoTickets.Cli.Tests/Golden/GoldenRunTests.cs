using System.Runtime.CompilerServices;
using System.Text;
using RepoTickets.Cli.Tests.Support;

namespace RepoTickets.Cli.Tests.Golden;

/// <summary>
/// Transcripts of every command with every option, on a folder that begins empty and on a copy of what the Python package wrote: what is
/// answered is what is recorded, with times, identifiers and paths made alike. After a change of answers: <c>REPOTICKETS_UPDATE_GOLDEN=1
/// dotnet test</c>, and look at the difference.
/// </summary>
public sealed class GoldenRunTests
{
    private const string Fresh = "fresh-folder.txt";
    private const string Python = "python-data.txt";

    /// <summary>Before this remark it is always the same day, so that figures of files that are there can be compared.</summary>
    private const string Today = "# From here on it is today.";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(Fresh)]
    [InlineData(Python)]
    public void Transcript_OfAll_DrivesEveryCommandAndOption(string name)
    {
        var coverage = new CommandCoverage();
        foreach (var step in GoldenStep.Read(File.ReadAllText(PathOf(name))))
        {
            coverage.Note(step.Arguments());
        }

        Assert.Empty(coverage.Missing());
    }

    [Fact]
    public async Task Transcript_OnAFreshFolder_IsWhatIsRecorded()
    {
        using var repository = new TestRepository();
        await CheckAsync(repository, Fresh, "", ShiftedTime.None);
    }

    [PythonDataFact]
    public async Task Transcript_OnPythonData_IsWhatIsRecorded()
    {
        using var repository = TestRepository.OfPython()!;
        var known = string.Concat(
            Directory.GetFiles(repository.Tickets, "*", SearchOption.AllDirectories).Select(
                static path => Path.GetFileName(path) + File.ReadAllText(path)));
        await CheckAsync(repository, Python, known, ShiftedTime.From(new(2026, 12, 24, 12, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Transcript_WrittenAndRead_IsTheSame()
    {
        const string Text = "# A remark.\n+ a.json\n| [1,\n|  2]\n$ tickets batch create a.json --format 'json' \"a  b\"\n< in\n  out\n  " +
            "\n! error\n= 4\n\n$ tickets list\n\n";
        var written = new StringBuilder();
        var steps = GoldenStep.Read(Text);
        steps.ForEach(step => step.Write(written));
        Assert.Equal(Text, written.ToString());
        Assert.Equal(["batch", "create", "a.json", "--format", "json", "a  b"], steps[0].Arguments());
        Assert.Equal(("in\n", "  out\n  \n! error\n= 4\n", "[1,\n 2]\n"), (steps[0].Input, steps[0].Answer, steps[0].Files[0].Text));
    }

    private static async Task CheckAsync(TestRepository repository, string name, string known, TimeProvider time)
    {
        repository.MakeGit("Ann Example", "ann@example.org");
        var recorded = File.ReadAllText(PathOf(name));
        var text = new GoldenText(repository.Folder, known);
        var actual = new StringBuilder();
        foreach (var step in GoldenStep.Read(recorded))
        {
            time = step.Remarks.Contains(Today) ? ShiftedTime.None : time;
            foreach (var (file, content) in step.Files)
            {
                repository.Write(file, content);
            }

            var result = await RunAsync(repository, [.. step.Arguments().Select(text.Actual)], step.Input, time);
            foreach (var (called, member) in step.Names)
            {
                text.Name(result.Json.GetProperty(member).GetString()!, called);
            }

            (step with { Answer = text.Answer(result.Output, result.Error, result.ExitCode) }).Write(actual);
        }

        if (Environment.GetEnvironmentVariable("REPOTICKETS_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(PathOf(name), actual.ToString());
            return;
        }

        Assert.Equal(recorded, actual.ToString());
    }

    private static async Task<RunResult> RunAsync(TestRepository repository, string[] arguments, string? input, TimeProvider time)
    {
        try
        {
            return await TestRun.RunAsync(repository.Folder, arguments, input, time: time).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"'tickets {string.Join(' ', arguments)}' does not end.");
        }
    }

    private static string PathOf(string name, [CallerFilePath] string source = "") =>
        Path.Join(Path.GetDirectoryName(source), "Transcripts", name);

    /// <summary>Goes on from another day, wherever the machine stands: the Python package writes times of the zone that it is in.</summary>
    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        internal static ShiftedTime None { get; } = new(TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        internal static ShiftedTime From(DateTimeOffset beginning) => new(beginning - System.GetUtcNow());

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
