using System.CommandLine;
using System.CommandLine.Parsing;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Support;

/// <summary>Which commands and options a run has used, and which there are.</summary>
internal sealed class CommandCoverage
{
    private static readonly string[] BuiltIn = ["--help", "--version"];

    private readonly CommandFrame _frame = new(new() { Output = TextWriter.Null, Error = TextWriter.Null });
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly RootCommand _root;

    internal CommandCoverage() => _root = CommandTree.Build(_frame, null);

    internal void Note(string[] arguments)
    {
        var parsed = _root.Parse(arguments, CommandLineProgram.Syntax);
        var path = PathOf(parsed.CommandResult);
        _used.Add(path);
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = command.Parent)
        {
            foreach (var option in command.Children.OfType<OptionResult>().Where(static option => !option.Implicit))
            {
                _used.Add($"{path} {option.Option.Name}");
                _used.Add(option.Option.Name);
            }
        }
    }

    internal IReadOnlyList<string> Missing() => [.. All().Where(name => !_used.Contains(name)).Order(StringComparer.Ordinal)];

    private IEnumerable<string> All()
    {
        yield return _frame.Repository.Name;
        yield return _frame.Yes.Name;
        foreach (var name in _root.Subcommands.SelectMany(static command => Below(command, command.Name)))
        {
            yield return name;
        }
    }

    private static IEnumerable<string> Below(Command command, string path)
    {
        if (command.Subcommands.Count == 0)
        {
            yield return path;
        }

        foreach (var option in command.Options.Where(static option => !BuiltIn.Contains(option.Name)))
        {
            yield return $"{path} {option.Name}";
        }

        foreach (var name in command.Subcommands.SelectMany(below => Below(below, $"{path} {below.Name}")))
        {
            yield return name;
        }
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult { Command: not RootCommand } parent
            ? $"{PathOf(parent)} {result.Command.Name}"
            : result.Command.Name;
}
