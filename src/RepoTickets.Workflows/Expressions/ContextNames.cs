namespace RepoTickets.Workflows;

/// <summary>The names that expressions find in their context. In one place, since the engine makes what the validator knows.</summary>
internal static class ContextNames
{
    /// <summary>A map of the parameters by name; each is a name of its own, too, where no other has it.</summary>
    internal const string Parameters = "params";

    /// <summary>A map of the steps by name; each is a map of <see cref="StepMembers"/>.</summary>
    internal const string Steps = "steps";

    /// <summary>The running instance: a map of its <see cref="IdentityMembers"/>.</summary>
    internal const string Workflow = "workflow";

    /// <summary>The ticket that it is about: a map of its <see cref="IdentityMembers"/>, null when it is about none.</summary>
    internal const string Ticket = "ticket";

    /// <summary>The item, in the body of a for-each.</summary>
    internal const string Item = "item";

    /// <summary>The number of the item, counted from 0, in the body of a for-each.</summary>
    internal const string Index = "index";

    /// <summary>What happened, in the filter of a step that waits for it.</summary>
    internal const string Event = "event";

    /// <summary>Of a step: its status, such as <c>completed</c> or <c>skipped</c>; its result or null; its error, empty for none.</summary>
    internal static readonly string[] StepMembers = ["status", "result", "error"];

    /// <summary>What is known of the instance and of the ticket.</summary>
    internal static readonly string[] IdentityMembers = ["id"];
}
