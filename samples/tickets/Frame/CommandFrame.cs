using System.CommandLine;

namespace RepoTickets.CommandLine.Frame;

/// <summary>What all commands have in common: the options that every one takes, and how one is run.</summary>
internal sealed class CommandFrame(Terminal terminal)
{
    internal Terminal Terminal { get; } = terminal;

    internal Option<string?> Repository { get; } = new("--repo")
    {
        Description = "The repository, or any folder in it. Without it: TICKETS_REPO, else the current folder and those above it.",
        HelpName = "PATH",
        Recursive = true,
    };

    internal Option<bool> Yes { get; } = new("--yes", "-y")
    {
        Description = "Answers questions with yes: for scripts, where nobody is there to be asked.",
        Recursive = true,
    };

    /// <summary>A command with its arguments and options.</summary>
    internal Command Define(string name, string description, IEnumerable<Symbol> symbols, Func<Invocation, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
            {
                command.Add(option);
            }
            else
            {
                command.Add((Argument)symbol);
            }
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, run, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<Invocation, Task<int>> run, CancellationToken cancellationToken)
    {
        var invocation = new Invocation(this, parsed, cancellationToken);
        try
        {
            await using (invocation.ConfigureAwait(false))
            {
                return await run(invocation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Terminal.Error.WriteLine("tickets: cancelled. What was committed before stays; nothing is half done.");
            return ExitCodes.Cancelled;
        }
        catch (Exception exception) when (Failures.TryExplain(exception, out var failure))
        {
            Terminal.Error.WriteLine($"tickets: {failure.Message}");
            return failure.ExitCode;
        }
    }
}
