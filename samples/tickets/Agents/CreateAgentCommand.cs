using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent create NAME</c>.</summary>
internal static class CreateAgentCommand
{
    private static readonly Argument<string> Name = Options.Argument("NAME", "The agent's name; the identifier is made of it.");
    private static readonly Option<string?> Description = Options.Text("What it does.", "--description", "-d");
    private static readonly Option<string?> Type = Options.Word(
        EnumTexts.AgentType, "What kind of agent. Default general.", "--type", "-t");
    private static readonly Option<int?> MaximumTasks = Options.Integer(
        "How many tasks it may have at once. Default 1.", 1, 10_000, "--max-tasks");
    private static readonly Option<string?> Endpoint = Options.Text("Where it is reached.", "--endpoint");
    private static readonly Option<string?> Model = Options.Text("The model it uses.", "--model");
    private static readonly Option<string[]> Capabilities = Options.Many(
        "What it can do, as NAME or NAME=CONFIDENCE with a confidence from 0 to 1.", "--capability");
    private static readonly Option<string[]> Preferred = Options.Many(
        "A type of task that it takes; without any it takes all.", "--task-type");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "create", "Registers an agent.", [
            Name, Description, Type, MaximumTasks, Endpoint, Model, Capabilities, Preferred, Format,
        ], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var capabilities = invocation.Get(Capabilities)!.Select(ReadCapability).ToValueList();
        await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var agents = await invocation.Session.GetAgentsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var agent = await agents.Registry.RegisterAsync(
            new()
            {
                Name = invocation.Get(Name),
                Description = invocation.Get(Description) ?? "",
                AgentType = Options.Read(EnumTexts.AgentType, invocation.Get(Type)) ?? AgentType.General,
                MaxConcurrentTasks = invocation.Get(MaximumTasks) ?? 1,
                Endpoint = invocation.Get(Endpoint),
                Model = invocation.Get(Model),
                Capabilities = capabilities,
                PreferredTaskTypes = invocation.Get(Preferred)!.ToValueList(),
            },
            invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "created",
            agent.Key,
            $"Created agent {agent.Id}: {SafeText.Line(agent.Name, 200)}",
            ("type", EnumTexts.AgentType.Write(agent.AgentType)),
            ("max_tasks", Texts.Number(agent.MaxConcurrentTasks)),
            ("endpoint", agent.Endpoint),
            ("model", agent.Model));
        return ExitCodes.Success;
    }

    private static AgentCapability ReadCapability(string text)
    {
        var (name, confidence) = text.Split('=', 2) is [var before, var after] ? (before, after) : (text, "1");
        if (!double.TryParse(confidence, System.Globalization.CultureInfo.InvariantCulture, out var level) || !(level is >= 0 and <= 1))
        {
            throw CommandFailedException.Usage(
                $"--capability is '{SafeText.Line(text, 80)}'; it takes a name, or a name and a confidence from 0 to 1, such as code=0.8.");
        }

        return new() { Name = name.Trim(), ConfidenceLevel = level };
    }
}
