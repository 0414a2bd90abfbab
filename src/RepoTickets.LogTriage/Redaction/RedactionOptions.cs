using System.Text.RegularExpressions;

namespace RepoTickets.LogTriage;

/// <summary>What is redacted, and how much text is kept.</summary>
public sealed class RedactionOptions
{
    /// <summary>Default <see cref="RedactionClasses.All"/>.</summary>
    public RedactionClasses Classes { get; set; } = RedactionClasses.All;

    /// <summary>Patterns of the user, at most 100. Default none.</summary>
    public IList<RedactionPattern> Patterns { get; set; } = [];

    /// <summary>How many characters of a text are kept; the rest is cut off with an ellipsis. 256 to 4,194,304; default 65,536.</summary>
    public int MaximumTextLength { get; set; } = 65_536;

    internal IEnumerable<string> FindProblems()
    {
        if ((Classes & ~RedactionClasses.All) != 0)
        {
            yield return $"{nameof(Classes)} is {Classes}; allowed are the named ones";
        }

        if (MaximumTextLength is < 256 or > 4_194_304)
        {
            yield return $"{nameof(MaximumTextLength)} is {MaximumTextLength}; allowed is 256 to 4,194,304";
        }

        if (Patterns.Count > 100)
        {
            yield return $"{nameof(Patterns)} has {Patterns.Count} patterns; allowed is 0 to 100";
        }

        foreach (var problem in Patterns.Select(static pattern => pattern.FindProblem()).OfType<string>())
        {
            yield return problem;
        }
    }
}

/// <summary>A pattern of the user.</summary>
public sealed class RedactionPattern
{
    /// <summary>
    /// What stands in place of a finding, in angle brackets: 1 to 40 characters of a-z, 0-9 and hyphens, such as <c>customer</c>.
    /// </summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// A regular expression without look-around, back-references and atomic groups, so that its time is linear; 1 to 1,000 characters. It
    /// must not match the empty text.
    /// </summary>
    public string Pattern { get; set; } = "";

    internal string Placeholder => $"<{Name}>";

    internal string? FindProblem()
    {
        if (Name.Length is < 1 or > 40 || !Name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return $"the pattern's name '{DisplayText.Escape(Name)}' is not 1 to 40 characters of a-z, 0-9 and hyphens";
        }

        if (Pattern.Length is < 1 or > 1_000)
        {
            return $"the pattern {Name} has {Pattern.Length} characters; allowed is 1 to 1,000";
        }

        try
        {
            return Compile().IsMatch("") ? $"the pattern {Name} matches the empty text" : null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return $"the pattern {Name} cannot be used: {DisplayText.Escape(error.Message, 200)}";
        }
        catch (RegexMatchTimeoutException)
        {
            return $"the pattern {Name} takes too long";
        }
    }

    /// <summary>In linear time, and never longer than this for one text.</summary>
    internal Regex Compile() => new(Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(250));
}
