namespace RepoTickets.LogTriage.Grouping.Evidence;

/// <summary>The parts of a record that say which fault it shows, in UTF-8; empty where the record has none.</summary>
internal readonly ref struct Utf8Evidence
{
    internal ReadOnlySpan<byte> Message { get; init; }

    internal ReadOnlySpan<byte> Fingerprint { get; init; }

    internal ReadOnlySpan<byte> Template { get; init; }

    internal ReadOnlySpan<byte> Logger { get; init; }

    internal ReadOnlySpan<byte> ExceptionType { get; init; }

    internal ReadOnlySpan<byte> StackTrace { get; init; }
}
