using System.Text.RegularExpressions;

namespace RepoTickets.LogTriage.Redaction;

/// <summary>Redacts by one pass of scanners made by hand, then by the user's patterns.</summary>
internal sealed class LogRedactor : ILogRedactor
{
    /// <summary>What stands in place of a text that a pattern could not be done with in time: unknown is not harmless.</summary>
    private const string Unreadable = "<unredactable>";

    private const int MaximumPasses = 8;

    /// <summary>So much is looked at beyond the cut, so that a secret across it is still recognised.</summary>
    private const int Margin = 4_096;

    private readonly RedactionClasses _classes;
    private readonly int _maximum;
    private readonly (Regex Pattern, string Placeholder)[] _patterns;

    /// <exception cref="ArgumentException">An option is not valid; the message names all that are not.</exception>
    internal LogRedactor(RedactionOptions options)
    {
        var problems = options.FindProblems().ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The options of redaction are not valid: {string.Join("; ", problems)}.", nameof(options));
        }

        _classes = options.Classes;
        _maximum = options.MaximumTextLength;
        _patterns = [.. options.Patterns.Select(static pattern => (pattern.Compile(), pattern.Placeholder))];
    }

    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // Redaction may shorten the text so much that the end of the margin is shown: no half of a secret may stand there.
        var clean = RunUntilStable(TextCut.At(text, _maximum + Margin));
        foreach (var (pattern, placeholder) in _patterns)
        {
            try
            {
                clean = pattern.Replace(clean, match => IsPlaceholder(clean, match) ? match.Value : placeholder);
            }
            catch (RegexMatchTimeoutException)
            {
                return Unreadable;
            }
        }

        return Cut(clean);
    }

    public LogEntry Redact(LogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry with
        {
            Message = Redact(entry.Message),
            Service = Optional(entry.Service),
            Environment = Optional(entry.Environment),
            Logger = Optional(entry.Logger),
            Thread = Optional(entry.Thread),
            Detail = Optional(entry.Detail),
            ExceptionType = Optional(entry.ExceptionType),
            StackTrace = Optional(entry.StackTrace),
            Template = Optional(entry.Template),
            Fingerprint = Optional(entry.Fingerprint),
            Attributes = RedactAll(entry.Attributes),
        } is var clean && clean == entry ? entry : clean;
    }

    /// <summary>
    /// A finding can lay bare another that its neighbours hid. A further pass finds it, so that redacting twice is the same as redacting
    /// once;
    /// a text that keeps on changing was made to.
    /// </summary>
    private string RunUntilStable(string text)
    {
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var clean = new TextRedactor(text, _classes).Run();
            if (clean == text)
            {
                return text;
            }

            text = clean;
        }

        return Unreadable;
    }

    private string? Optional(string? text) => text is null ? null : Redact(text);

    /// <summary>An attribute is an assignment: what is called a password is one, whatever it looks like.</summary>
    private IReadOnlyDictionary<string, string> RedactAll(IReadOnlyDictionary<string, string> attributes)
    {
        var isChanged = false;
        var clean = new Dictionary<string, string>(attributes.Count, StringComparer.Ordinal);
        foreach (var (name, value) in attributes)
        {
            var newName = Redact(name);
            var isSecret = (_classes & RedactionClasses.Assignments) != 0 && SecretWords.NamesSecret(name.AsSpan()) && value.Length > 0;
            var newValue = isSecret ? TextRedactor.Secret : Redact(value);
            isChanged |= newName != name || newValue != value;
            for (var number = 2; !clean.TryAdd(newName, newValue); number++)
            {
                newName = $"{Redact(name)}-{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            }
        }

        return isChanged ? clean : attributes;
    }

    /// <summary>A pattern that matches what an earlier pass left would make redacting twice differ from once.</summary>
    private static bool IsPlaceholder(string text, Match match) =>
        match.Index > 0 && text[match.Index - 1] == '<' && match.Index + match.Length < text.Length
            && text[match.Index + match.Length] == '>';

    private string Cut(string text)
    {
        if (text.Length <= _maximum)
        {
            return text;
        }

        var length = _maximum - 1;
        if (char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        return text[..length] + "…";
    }
}
