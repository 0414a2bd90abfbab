namespace RepoTickets.Mcp.Policy;

/// <summary>What a client may do. A limit that is null does not limit.</summary>
internal sealed record AccessPolicy
{
    /// <summary>How many labels a policy names at most: 100.</summary>
    internal const int MaximumLabels = 100;

    /// <summary>The names of the tools that it may call; null for all.</summary>
    internal ValueList<string>? Tools { get; init; }

    /// <summary>Tickets exist for it when they carry one of these labels, whatever the case; null for all tickets.</summary>
    internal ValueList<string>? Labels { get; init; }

    /// <summary>It may change nothing. Default false.</summary>
    internal bool IsReadOnly { get; init; }

    internal bool Allows(string tool, bool changesNothing) => (Tools is null || Tools.Contains(tool)) && (changesNothing || !IsReadOnly);

    /// <summary>What both policies allow.</summary>
    internal AccessPolicy NarrowedBy(AccessPolicy other)
    {
        var narrowed = new AccessPolicy
        {
            Tools = Common(Tools, other.Tools, StringComparer.Ordinal),
            Labels = Common(Labels, other.Labels, StringComparer.OrdinalIgnoreCase),
            IsReadOnly = IsReadOnly || other.IsReadOnly,
        };
        return narrowed switch
        {
            { Tools.Count: 0 } =>
                throw new PolicyException("The policy file and --tools have no tool in common: nothing would be left to call."),
            { Labels.Count: 0 } =>
                throw new PolicyException("The policy file and --labels have no label in common: no ticket would be left to see."),
            _ => narrowed,
        };
    }

    private static ValueList<string>? Common(ValueList<string>? one, ValueList<string>? other, StringComparer comparer) =>
        one is null ? other : other is null ? one : one.Where(item => other.Contains(item, comparer)).ToValueList();
}
