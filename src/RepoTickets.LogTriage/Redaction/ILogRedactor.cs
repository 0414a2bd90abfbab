namespace RepoTickets.LogTriage;

/// <summary>
/// Takes secrets and personal data out of texts before they leave the process. Redacting twice is the same as redacting once; time is
/// linear in the text, whatever is in it. Thread-safe.
/// </summary>
/// <remarks>
/// What has a known shape is found; a secret that looks like any other word and stands beside no word that names it is not. Add patterns of
/// your own for those.
/// </remarks>
public interface ILogRedactor
{
    /// <summary>
    /// The text with each finding replaced by its class, such as <c>&lt;email&gt;</c>; the same instance when there is none.
    /// </summary>
    string Redact(string text);

    /// <summary>
    /// The record with all its texts and attributes redacted, names of attributes included; the same instance when there is nothing to
    /// redact.
    /// <see cref="LogEntry.Id"/> and <see cref="LogEntry.Position"/> are those of the source and stay.
    /// </summary>
    LogEntry Redact(LogEntry entry);
}
