using System.CommandLine;
using RepoTickets.Mcp.Policy;
using RepoTickets.Mcp.Tools;

namespace RepoTickets.Mcp.Hosting;

/// <summary>From arguments to an exit code. Whatever goes wrong before the protocol begins is told on standard error.</summary>
internal static class ServerCommand
{
    private static readonly Option<string?> Repository = new("--repo")
    {
        Description = "The repository, or any folder in it. Without it: TICKETS_REPO, else the current folder and those above it.",
        HelpName = "PATH",
    };

    private static readonly Option<string?> PolicyPath = new("--policy")
    {
        Description = "A JSON file that limits the client (docs/mcp.md). What the options below say limits it further.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> AllowedTools = new("--tools")
    {
        Description = "Only these tools, separated by commas.",
        HelpName = "NAMES",
    };

    private static readonly Option<string?> AllowedLabels = new("--labels")
    {
        Description = "Only tickets that carry at least one of these labels, separated by commas.",
        HelpName = "LABELS",
    };

    private static readonly Option<bool> ReadOnly = new("--read-only") { Description = "Only tools that change nothing." };

    internal static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand(
            "An MCP server over standard input and output: the tickets of a repository as tools and resources for agents.")
        {
            Repository, PolicyPath, AllowedTools, AllowedLabels, ReadOnly,
        };
        root.SetAction(ServeAsync);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }

        foreach (var error in parsed.Errors)
        {
            Tell(DisplayText.Escape(error.Message, 500));
        }

        return ExitCodes.Usage;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            await ServerHost.RunAsync(new(FindRepository(parsed), ReadPolicy(parsed)), cancellationToken).ConfigureAwait(false);
            return ExitCodes.Success;
        }
        catch (PolicyException exception)
        {
            Tell(exception.Message);
            return ExitCodes.Usage;
        }
        catch (StoreNotFoundException exception)
        {
            Tell($"{exception.Message} 'tickets init' makes a store; '--repo PATH' names another folder.");
            return ExitCodes.NotFound;
        }
        catch (RepoTicketsException exception)
        {
            Tell(exception.Message);
            return ExitCodes.Failure;
        }
    }

    private static string FindRepository(ParseResult parsed)
    {
        var given = parsed.GetValue(Repository) ?? Environment.GetEnvironmentVariable("TICKETS_REPO");
        return RepositoryFolder.FindFrom(string.IsNullOrEmpty(given) ? "." : given);
    }

    private static AccessPolicy ReadPolicy(ParseResult parsed)
    {
        var policy = new AccessPolicy
        {
            Tools = Split(parsed.GetValue(AllowedTools)),
            Labels = Split(parsed.GetValue(AllowedLabels)),
            IsReadOnly = parsed.GetValue(ReadOnly),
        };
        PolicyRules.Check(policy, "the options", ToolCatalog.Names);
        var whole = parsed.GetValue(PolicyPath) is { } path ? PolicyFile.Read(path, ToolCatalog.Names).NarrowedBy(policy) : policy;
        return ToolCatalog.HasAny(whole)
            ? whole
            : throw new PolicyException(
                "The policy allows to change nothing, and only tools that change something: nothing would be left to call. Name a tool " +
                "that reads, such as list_tickets.");
    }

    private static ValueList<string>? Split(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToValueList();

    private static void Tell(string message) => Console.Error.WriteLine($"tickets-mcp: {message}");
}
