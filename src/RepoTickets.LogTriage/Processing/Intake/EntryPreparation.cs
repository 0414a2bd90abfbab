using System.Globalization;
using RepoTickets.LogTriage.Redaction;

namespace RepoTickets.LogTriage.Processing;

/// <summary>Makes a record fit to be kept: redacted, and cut.</summary>
internal sealed class EntryPreparation(ILogRedactor redactor, int maximumLength)
{
    private const int MaximumAttributes = 50;
    private const int MaximumAttributeLength = 1_000;
    private const int MaximumNameLength = 256;

    /// <summary>
    /// Cut first, so that redaction never meets a text without bound; the word that the cut divides goes as a whole.
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

    private static string? Cut(string? text, int length) => text is null ? null : TextCut.At(text, length);
}
