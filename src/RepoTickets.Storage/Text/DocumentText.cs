namespace RepoTickets.Storage.Text;

/// <summary>How a file is written.</summary>
internal enum DocumentSyntax
{
    Yaml,
    Json,
}

/// <summary>A fault without the file's name, which the text layer does not know.</summary>
internal sealed record TextFault(FaultReason Reason, string Message, int Line, int Column);

/// <summary>What hostile files may cost. Defaults suit ticket files.</summary>
internal sealed record TextLimits
{
    internal static TextLimits Default { get; } = new();

    /// <summary>Bytes; larger files are not read at all. Default 1 MiB.</summary>
    internal int MaximumBytes { get; init; } = 1 << 20;

    /// <summary>Levels of lists and mappings. Default 32.</summary>
    internal int MaximumDepth { get; init; } = 32;

    /// <summary>Scalars, lists and mappings. Default 50,000.</summary>
    internal int MaximumNodes { get; init; } = 50_000;
}

/// <summary>A file taken apart: its decoded text and the mapping at its root, ready to be bound to a record or edited in place.</summary>
internal sealed partial class DocumentText
{
    internal required DocumentSyntax Syntax { get; init; }

    /// <summary>The decoded text without byte order mark; encoding it again as UTF-8 gives the file's bytes exactly.</summary>
    internal required string Text { get; init; }

    internal required bool HasByteOrderMark { get; init; }

    internal required MappingNode Root { get; init; }

    /// <summary>The limits that it was read within; an edit must stay within them too.</summary>
    internal TextLimits Limits { get; init; } = TextLimits.Default;
}
