using System.CommandLine;
using System.CommandLine.Invocation;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Frame;

/// <summary>From arguments to an exit code.</summary>
internal static class CommandLineProgram
{
    /// <summary>A text that begins with an at sign is a text, not the name of a file with further arguments.</summary>
    internal static ParserConfiguration Syntax { get; } = new() { ResponseFileTokenReplacer = null };

    internal static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var frame = new CommandFrame(terminal);
        var root = CommandTree.Build(frame, CommandTree.FindName(arguments));
        var parsed = root.Parse(arguments, Syntax);
        try
        {
            if (parsed.Action is ParseErrorAction || (parsed.Action is null && parsed.Errors.Count > 0))
            {
                return ReportUsage(parsed, terminal);
            }

            var configuration = new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,

                // Whoever runs the program listens for what ends it.
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Streams of a console write asynchronously by way of another thread, which nobody here would use the time of.
            terminal.Output.Flush();
            terminal.Error.Flush();
        }
    }

    private static int ReportUsage(ParseResult parsed, Terminal terminal)
    {
        var path = new List<string>();
        for (SymbolPath? at = SymbolPath.Of(parsed.CommandResult); at is not null; at = at.Parent)
        {
            path.Insert(0, at.Name);
        }

        foreach (var error in parsed.Errors)
        {
            terminal.Error.WriteLine($"tickets: {SafeText.Line(OnOneLine(error.Message), 500)}");
        }

        terminal.Error.WriteLine($"Try '{string.Join(' ', path)} --help'.");
        return ExitCodes.Usage;
    }

    /// <summary>The library lists what can be chosen in lines of its own.</summary>
    private static string OnOneLine(string message) =>
        message.Split(
            '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [{ } sentence, .. { Length: > 0 } choices]
            ? $"{sentence} {string.Join(", ", choices)}."
            : message;

    /// <summary>The names from a command up to the root.</summary>
    private sealed record SymbolPath(string Name, SymbolPath? Parent)
    {
        internal static SymbolPath Of(System.CommandLine.Parsing.CommandResult result) => new(
            result.Command is RootCommand ? "tickets" : result.Command.Name,
            result.Parent is System.CommandLine.Parsing.CommandResult parent ? Of(parent) : null);
    }
}
