namespace RepoTickets.Mcp.Policy;

/// <summary>What every policy must keep to, wherever it was written.</summary>
internal static class PolicyRules
{
    /// <param name="policy">The policy.</param>
    /// <param name="place">Where it stands, for the message.</param>
    /// <param name="known">The names of all tools.</param>
    /// <exception cref="PolicyException">It breaks a rule.</exception>
    internal static void Check(AccessPolicy policy, string place, IReadOnlyCollection<string> known)
    {
        foreach (var tool in policy.Tools ?? [])
        {
            if (Explain(tool, known) is { } reason)
            {
                throw new PolicyException($"In {place}: {reason}");
            }
        }

        if (policy.Tools is { Count: 0 })
        {
            throw new PolicyException(
                $"In {place}: no tool is named, so nothing could be called. Name at least one, or leave it out to allow all.");
        }

        if (policy.Labels is { Count: 0 or > AccessPolicy.MaximumLabels })
        {
            throw new PolicyException(
                $"In {place}: {policy.Labels.Count} labels are named; 1 to {AccessPolicy.MaximumLabels} are possible. Leave them out to " +
                "allow all tickets.");
        }
    }

    /// <summary>Why a tool cannot be named; null when it can.</summary>
    internal static string? Explain(string tool, IReadOnlyCollection<string> known) => known.Contains(tool)
        ? null
        : $"there is no tool '{DisplayText.Escape(tool)}'. Tools are {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
}
