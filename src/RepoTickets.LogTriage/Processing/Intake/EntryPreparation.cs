using System.Buffers;
using System.Globalization;

namespace RepoTickets.LogTriage.Processing;

/// <summary>Makes a record fit to be kept: redacted, and cut.</summary>
internal sealed class EntryPreparation(ILogRedactor redactor, int maximumLength)
{
    private const int MaximumAttributes = 50;
    private const int MaximumAttributeLength = 1_000;
    private const int MaximumNameLength = 256;
    private const int LongestWord = 512;

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");

    /// <summary>What stands between words where there are no blanks, as in JSON.</summary>
    private static readonly SearchValues<char> Marks = SearchValues.Create("\"'`,;|<>()[]{}");

    /// <summary>
    /// Cut first, so that redaction never meets a text without bound. The beginning of a key or an address has no shape that anybody would
    /// know, so the word that the cut divides goes as a whole.
    /// </summary>
    internal LogEntry Prepare(LogEntry entry) => redactor.Redact(Cut(entry));

    /// <summary>The canonical form still holds the words of the record.</summary>
    internal string PrepareCanonical(string key) => DisplayText.Escape(redactor.Redact(Cut(key, maximumLength)!), maximumLength);

    private LogEntry Cut(LogEntry entry) => entry with
    {
        Message = Cut(entry.Message, maximumLength)!,
        Detail = Cut(entry.Detail, maximumLength),
        StackTrace = Cut(entry.StackTrace, maximumLength),
        Service = Cut(entry.Service, MaximumNameLength),
        Environment = Cut(entry.Environment, MaximumNameLength),
        Logger = Cut(entry.Logger, MaximumNameLength),
        Thread = Cut(entry.Thread, MaximumNameLength),
        ExceptionType = Cut(entry.ExceptionType, MaximumNameLength),
        Template = Cut(entry.Template, MaximumNameLength),
        Fingerprint = Cut(entry.Fingerprint, MaximumNameLength),
        Attributes = entry.Attributes.Count == 0 ? entry.Attributes : CutAll(entry.Attributes),
    };

    /// <summary>
    /// Names that differ only behind the cut are numbered: an exception here would end the run, and each run after it at the same record.
    /// </summary>
    private static Dictionary<string, string> CutAll(IReadOnlyDictionary<string, string> attributes)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in attributes.Take(MaximumAttributes))
        {
            var (shortName, shortValue) = (Cut(name, MaximumNameLength)!, Cut(value, MaximumAttributeLength)!);
            for (var number = 2; !kept.TryAdd(shortName, shortValue); number++)
            {
                shortName = string.Create(CultureInfo.InvariantCulture, $"{Cut(name, MaximumNameLength)}-{number}");
            }
        }

        return kept;
    }

    private static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length)
        {
            return text;
        }

        var whole = LastBlank(text, length);
        if (whole >= 0)
        {
            return text[..whole];
        }

        // Not between the halves of a surrogate pair.
        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }

    /// <summary>Where the word that is divided at a place begins, by what stands before it; -1 when it is longer than any key.</summary>
    private static int LastBlank(string text, int place)
    {
        var tail = text.AsSpan(Math.Max(0, place - LongestWord), Math.Min(place, LongestWord));
        var found = tail.LastIndexOfAny(Blanks);
        found = found >= 0 ? found : tail.LastIndexOfAny(Marks);
        return found < 0 ? -1 : place - tail.Length + found + 1;
    }
}
