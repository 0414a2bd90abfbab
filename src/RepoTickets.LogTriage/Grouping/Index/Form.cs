using RepoTickets.LogTriage.Grouping.Learning;

namespace RepoTickets.LogTriage.Grouping.Index;

/// <summary>A key that was seen, and the group it belongs to. Immutable: the node it names leads to the group.</summary>
internal sealed class Form(GroupNamespace space, byte[] key, ulong hash, GroupNode node, long created, Form? original = null)
{
    internal GroupNamespace Space { get; } = space;

    /// <summary>The kind of evidence and the text that was compared.</summary>
    internal byte[] Key { get; } = key;

    internal ulong Hash { get; } = hash;

    internal GroupNode Node { get; } = node;

    internal long Created { get; } = created;

    /// <summary>What the form was before a user split it off; null for forms that were not.</summary>
    internal Form? Original { get; } = original;

    /// <summary>A user split it off: nothing that is learnt moves it.</summary>
    internal bool IsPinned => Original is not null;

    /// <summary>What the form takes of the bound on bytes.</summary>
    internal int Size => Key.Length;
}
