using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Grouping.Canonical;
using RepoTickets.LogTriage.Layouts;

namespace RepoTickets.LogTriage.Grouping.JsonLines;

/// <summary>
/// The short way from JSON Lines to groups: no entry is made, nothing is allocated for records of known groups. Gives the same groups as
/// reading entries does. Thread-safe.
/// </summary>
internal sealed class JsonLinesGrouper(LogGrouper grouper)
{
    /// <summary>False when the line is no JSON object; it then belongs to no group.</summary>
    [SkipLocalsInit]
    internal bool TryAssign(ReadOnlySpan<byte> line, out GroupAssignment assignment)
    {
        Span<byte> scratch = stackalloc byte[CanonicalLimits.LineBytes];
        var record = new JsonLineReader(scratch);
        if (!record.Read(line))
        {
            assignment = default;
            return false;
        }

        assignment = grouper.HasRules
            ? grouper.Assign(EntryOf(record))
            : grouper.Assign(record.Evidence, grouper.SpaceOf(record.Service, IsError(record.Level)));
        return true;
    }

    /// <summary>
    /// Assigns the records of all whole lines in a buffer and hands each assignment to <paramref name="each"/>. Returns how many bytes were
    /// used; the rest is the beginning of a line whose end is not there yet.
    /// </summary>
    internal int AssignAll<TState>(ReadOnlySpan<byte> buffer, TState state, Action<GroupAssignment, TState> each, ref long malformed)
    {
        var used = 0;
        while (true)
        {
            var length = buffer[used..].IndexOf((byte)'\n');
            if (length < 0)
            {
                return used;
            }

            var line = buffer.Slice(used, length);
            used += length + 1;
            if (line.IsEmpty || (line.Length == 1 && line[0] == '\r'))
            {
                continue;
            }

            if (TryAssign(line, out var assignment))
            {
                each(assignment, state);
            }
            else
            {
                malformed++;
            }
        }
    }

    /// <summary>Without a level a record is an error, as everywhere in triage.</summary>
    private static bool IsError(ReadOnlySpan<byte> level) => LevelOf(level) >= LogLevel.Error;

    private static LogLevel LevelOf(ReadOnlySpan<byte> level)
    {
        if (level.IsEmpty)
        {
            return LogLevel.Error;
        }

        if (level.Length <= 2 && System.Buffers.Text.Utf8Parser.TryParse(level, out int number, out var used) && used == level.Length)
        {
            // Numbers from 10 on are those of pino and bunyan, the others severities of syslog.
            return number >= 10 ? (number >= 50 ? LogLevel.Error : LogLevel.Information) : number <= 3 ? LogLevel.Error : LogLevel.Information;
        }

        return LevelWords.Find(level, isMarked: true) ?? (level.Length == 1 ? LevelWords.Find(level[0]) : null) ?? LogLevel.Error;
    }

    private static LogEntry EntryOf(in JsonLineReader record) => new()
    {
        Message = Encoding.UTF8.GetString(record.Message),
        Level = LevelOf(record.Level),
        Service = Text(record.Service),
        Logger = Text(record.Logger),
        ExceptionType = Text(record.ExceptionType),
        StackTrace = Text(record.StackTrace),
        Template = Text(record.Template),
        Fingerprint = Text(record.Fingerprint),
    };

    private static string? Text(ReadOnlySpan<byte> value) => value.IsEmpty ? null : Encoding.UTF8.GetString(value);
}
