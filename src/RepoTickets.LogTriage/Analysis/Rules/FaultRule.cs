namespace RepoTickets.LogTriage.Rules;

/// <summary>How one kind of fault is recognised and told.</summary>
internal sealed class FaultRule
{
    private readonly string[][] _phrases;
    private readonly string[] _keywords;

    /// <summary>A rule.</summary>
    /// <param name="type">The kind of fault.</param>
    /// <param name="severity">How bad it is unless something else is said.</param>
    /// <param name="stem">How its titles begin.</param>
    /// <param name="phrases">Any of these is strong evidence; separated by <c>|</c>.</param>
    /// <param name="keywords">Each of these is weak evidence; separated by blanks.</param>
    internal FaultRule(string type, FaultSeverity severity, string stem, string phrases, string keywords)
    {
        Type = type;
        Severity = severity;
        Stem = stem;
        _phrases = [.. phrases.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static phrase => phrase.Split(' '))];
        _keywords = keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    internal string Type { get; }

    internal FaultSeverity Severity { get; }

    internal string Stem { get; }

    internal required string[] Causes { get; init; }

    internal required string[] Actions { get; init; }

    /// <summary>The hundreds of the HTTP status that speaks for it; 0 for none.</summary>
    internal int StatusClass { get; init; }

    /// <summary>0 to 1: a phrase alone 0.8; keywords by their share, up to 0.6; a tenth more when two or more of them are there.</summary>
    internal double Confidence(LogWords words, int? status)
    {
        var hits = _keywords.Count(words.Has);
        var isPhrase = (StatusClass > 0 && status / 100 == StatusClass) || _phrases.Any(words.HasPhrase);
        var confidence = Math.Max(isPhrase ? 0.8 : 0, _keywords.Length == 0 ? 0 : 0.6 * hits / _keywords.Length);
        return Math.Min(1, hits >= 2 ? confidence + 0.1 : confidence);
    }
}
