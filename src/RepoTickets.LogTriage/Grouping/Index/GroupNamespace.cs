using System.Text;
using RepoTickets.LogTriage.Grouping.Canonical;

namespace RepoTickets.LogTriage.Grouping.Index;

/// <summary>What groups never span: a service, and within it the errors or the rest. Immutable.</summary>
internal sealed class GroupNamespace
{
    internal GroupNamespace(string service, bool isError, bool isTracked)
    {
        Service = service;
        IsError = isError;
        IsTracked = isTracked;
        Prefix = Encoding.UTF8.GetBytes($"{GroupingAlgorithm.Version}\0{service}\0{(isError ? 'e' : 'n')}\0");
        Seed = TextHash.Compute(Prefix, 0);
        Overflow = GroupIdentity.Of(this, "overflow"u8);
    }

    internal string Service { get; }

    internal bool IsError { get; }

    /// <summary>False for services beyond the bound: their records all go to the overflow group.</summary>
    internal bool IsTracked { get; }

    /// <summary>The version of the rules, the service and the kind, which go before a key when a group is named.</summary>
    internal byte[] Prefix { get; }

    internal ulong Seed { get; }

    /// <summary>The group of the records that no group could be kept for.</summary>
    internal LogGroupId Overflow { get; }
}
