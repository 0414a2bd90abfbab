namespace RepoTickets.LogTriage.Sources;

/// <summary>One line of a source, without its end. The bytes are valid until the next line is read.</summary>
/// <param name="Bytes">Its bytes, or its beginning when it is too long.</param>
/// <param name="Number">Counted from 1, from where reading began.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where the next one begins.</param>
/// <param name="IsTooLong">It is longer than allowed.</param>
internal readonly record struct LogLine(ReadOnlyMemory<byte> Bytes, long Number, long Start, long End, bool IsTooLong);
