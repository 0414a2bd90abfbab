using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Importing.Markdown;

namespace RepoTickets.CommandLine.Importing;

/// <summary>The programs whose issues can be imported, by the names that <c>--from</c> takes.</summary>
internal static class ForeignSources
{
    internal const string Beads = "beads";
    internal const string Backlog = "backlog";
    internal const string Fleece = "fleece";
    internal const string GitHub = "github-json";

    internal static string[] Names { get; } = [Beads, Backlog, Fleece, GitHub];

    internal static IForeignReader Reader(string name) => name switch
    {
        Beads => new BeadsReader(),
        Backlog => new BacklogReader(),
        Fleece => new FleeceReader(),
        _ => new GitHubReader(),
    };

    /// <summary>The files of a program. A task that is completed lies in another folder than the others.</summary>
    internal static IReadOnlyList<string> Find(string name, string path) => name switch
    {
        Beads => ForeignFiles.Find(path, ["", ".beads"], "issues.jsonl", "file of beads (.beads/issues.jsonl; 'bd export' writes it)"),
        Fleece => Issues(path),
        Backlog => Tasks(path),
        _ => File.Exists(path)
            ? [path]
            : throw CommandFailedException.NotFound(
                $"There is no file '{Printing.SafeText.Line(path, 300)}'. Give what 'gh issue list --json …' printed, or -."),
    };

    /// <exception cref="CommandFailedException">There is none, or what was changed since the snapshot is not in it.</exception>
    private static IReadOnlyList<string> Issues(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        var folder = Array.Find([Path.Join(path, ".fleece"), path], Directory.Exists) ?? path;
        var changes = Path.Join(folder, "changes");
        var open = Directory.Exists(changes)
            ? Directory.GetFiles(changes, "*.jsonl").FirstOrDefault(
                static file => BoundedInput.LengthOf(file) > 0 && File.ReadLines(file).Any(static line => !IsMeta(line)))
            : null;
        return open is null
            ? ForeignFiles.Find(
                folder, ["issues", ""], Directory.Exists(Path.Join(folder, "issues")) ? "*.jsonl" : "issues*.jsonl",
                "file of Fleece (.fleece/issues/*.jsonl, .fleece/issues*.jsonl)")
            : throw CommandFailedException.Usage(
                $"'{Printing.SafeText.Line(open, 300)}' has changes that are not in the issues yet. 'fleece migrate' (version 4) or " +
                "'fleece project' (version 3) puts them there.");
    }

    private static bool IsMeta(string line) =>
        string.IsNullOrWhiteSpace(line) || line.Contains("\"kind\":\"meta\"", StringComparison.Ordinal);

    private static IReadOnlyList<string> Tasks(string path)
    {
        var tasks = ForeignFiles.Find(
            path, ["backlog/tasks", "tasks", "backlog/completed", "completed", ""], "*.md", "task of Backlog.md (backlog/tasks/*.md)");
        var completed = Path.Join(Path.GetDirectoryName(Path.GetDirectoryName(tasks[0])), "completed");
        return File.Exists(path) || !Directory.Exists(completed)
            ? tasks
            : [.. tasks.Concat(Directory.GetFiles(completed, "*.md").Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];
    }
}
