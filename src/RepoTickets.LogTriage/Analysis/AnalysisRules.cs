namespace RepoTickets.LogTriage;

/// <summary>What every judgement must be, whoever made it.</summary>
internal static class AnalysisRules
{
    private const int LongestType = 60;
    private const int LongestTitle = 255;
    private const int LongestDescription = 64 << 10;

    /// <exception cref="LogAnalysisException">The judgement breaks a rule.</exception>
    internal static LogAnalysis Check(LogAnalysis? analysis)
    {
        if (analysis is null)
        {
            throw new LogAnalysisException("The analyzer gave no judgement.");
        }

        var problem = analysis switch
        {
            { ErrorType: var type } when !IsKebab(type) => $"the type '{DisplayText.Escape(type)}' is not 1 to {LongestType} of a-z, 0-9 and single hyphens",
            { Title: var title } when string.IsNullOrWhiteSpace(title) || title.Length > LongestTitle || title.AsSpan().ContainsAny('\r', '\n') =>
                $"the title is not one line of 1 to {LongestTitle} characters",
            { CreateTicket: true, Description: var text } when string.IsNullOrWhiteSpace(text) => "the description is blank",
            { Description.Length: > LongestDescription } => $"the description has more than {LongestDescription} characters",
            { Severity: var severity } when !Enum.IsDefined(severity) => $"the severity {severity} is unknown",
            { Confidence: { } confidence } when confidence is not (>= 0 and <= 1) => "the confidence is not within 0 to 1",
            _ => null,
        };
        return problem is null ? analysis : throw new LogAnalysisException($"The judgement of '{DisplayText.Escape(analysis.Method)}' is refused: {problem}.");
    }

    internal static bool IsKebab(string? text)
    {
        if (text is not { Length: > 0 and <= LongestType } || text[0] == '-' || text[^1] == '-' || text.Contains("--", StringComparison.Ordinal))
        {
            return false;
        }

        return text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }
}
