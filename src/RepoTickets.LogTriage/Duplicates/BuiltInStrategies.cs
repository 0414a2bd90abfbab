namespace RepoTickets.LogTriage;

/// <summary>The names of the strategies that come with this package.</summary>
public static class BuiltInStrategies
{
    /// <summary>The group was handled earlier in this run.</summary>
    public const string Run = "run";

    /// <summary>Triage filed a ticket for the group and remembers it.</summary>
    public const string StoredGroup = "stored-group";

    /// <summary>The target has a ticket with the group's marker label.</summary>
    public const string Label = "label";

    /// <summary>Triage filed a ticket for a fault of the same type within the window. Merges different faults; off by default.</summary>
    public const string ErrorType = "error-type";

    /// <summary>The target has an open ticket that reads much the same.</summary>
    public const string Similarity = "similarity";

    /// <summary>An earlier attempt without a result turned out to have filed the ticket. Not a strategy to choose: always on.</summary>
    public const string Intent = "intent";
}
