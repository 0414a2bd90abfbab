using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Frame;

/// <summary>
/// The list of commands in docs/command-line.md is that of the program. After a change of commands: <c>REPOTICKETS_UPDATE_DOCS=1 dotnet
/// test</c>.
/// </summary>
public sealed class DocumentationTests
{
    private const string Begin = "<!-- The commands; written by DocumentationTests. -->";

    [Fact]
    public void Reference_InTheDocumentation_IsThatOfTheProgram()
    {
        var path = Find();
        var text = File.ReadAllText(path);
        var kept = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];
        var expected = kept + "\n\n" + Reference();
        if (Environment.GetEnvironmentVariable("REPOTICKETS_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
            return;
        }

        Assert.Equal(expected, text);
    }

    [Fact]
    public void EveryCommandAndOption_InTheTree_HasADescription()
    {
        var missing = All(Tree()).Where(
            static command => string.IsNullOrWhiteSpace(command.Description)).Select(static command => command.Name)
            .Concat(All(Tree()).SelectMany(static command => command.Options.Cast<Symbol>().Concat(command.Arguments)).Where(
                static symbol => string.IsNullOrWhiteSpace(symbol.Description)).Select(static symbol => symbol.Name));
        Assert.Empty(missing);
    }

    private static RootCommand Tree() => CommandTree.Build(new(new() { Output = TextWriter.Null, Error = TextWriter.Null }), null);

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static string Reference()
    {
        var builder = new StringBuilder();
        foreach (var command in Tree().Subcommands.OrderBy(static command => command.Name, StringComparer.Ordinal))
        {
            Write(builder, command, command.Name);
        }

        return builder.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder builder, Command command, string path)
    {
        if (command.Subcommands.Count > 0)
        {
            foreach (var below in command.Subcommands)
            {
                Write(builder, below, $"{path} {below.Name}");
            }

            return;
        }

        var arguments = string.Concat(
            command.Arguments.Select(
                static argument =>
                    argument.Arity.MinimumNumberOfValues == 0
                        ? $" [{argument.Name}]"
                        : $" {argument.Name}{(argument.Arity.MaximumNumberOfValues > 1 ? "…" : "")}"));
        builder.Append(CultureInfo.InvariantCulture, $"### `tickets {path}{arguments}`\n\n{command.Description}\n\n");
        foreach (var argument in command.Arguments)
        {
            builder.Append(CultureInfo.InvariantCulture, $"* `{argument.Name}`: {argument.Description}\n");
        }

        foreach (var option in command.Options.Where(static option => option.Name is not "--help"))
        {
            var value = option.ValueType == typeof(bool) ? "" : $" {option.HelpName}";
            builder.Append(
                CultureInfo.InvariantCulture,
                $"* `{string.Join("`, `", option.Aliases.Order(StringComparer.Ordinal).Prepend(option.Name))}{value}`: " +
                $"{option.Description}{(option.Required ? " Required." : "")}\n");
        }

        builder.Append('\n');
    }

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "..", "..", "..", "docs", "command-line.md"));
}
