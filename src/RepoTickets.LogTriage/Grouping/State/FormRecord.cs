using RepoTickets.LogTriage.Grouping.Index;

namespace RepoTickets.LogTriage.Grouping.State;

/// <summary>A key and its group, as they are kept.</summary>
internal sealed record FormRecord(string Service, bool IsError, byte[] Key, long Created, LogGroupId Node)
{
    internal static FormRecord Of(Form form) => new(form.Space.Service, form.Space.IsError, form.Key, form.Created, form.Node.Id);
}

/// <summary>Two names that were found to be one group, with their ages, since either may have lost its forms.</summary>
internal readonly record struct AliasRecord(LogGroupId From, LogGroupId To, long FromCreated, long ToCreated) : IComparable<AliasRecord>
{
    public int CompareTo(AliasRecord other) =>
        (From, To, FromCreated, ToCreated).CompareTo((other.From, other.To, other.FromCreated, other.ToCreated));
}
