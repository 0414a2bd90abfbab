using System.Diagnostics.CodeAnalysis;

namespace RepoTickets;

/// <summary>
/// Reads and writes scenarios in the Gherkin language, with English keywords. Thread-safe.
/// </summary>
/// <remarks>
/// <para>Understood are <c>Feature</c> and <c>Rule</c> (their tags count for every scenario inside), <c>Background</c> (before scenarios,
/// for all that follow; inside one, for that one), <c>Scenario</c> and <c>Example</c>, <c>Given</c>, <c>When</c>, <c>Then</c>, <c>And</c>,
/// <c>But</c>, <c>*</c>, tags and comments. Doc strings and tables under a step become further lines of the step's text.</para>
/// <para>A <c>Scenario Outline</c> is expanded: one scenario for each row of its <c>Examples</c>, so that each row has a status of its
/// own.</para>
/// <para>Not kept: descriptions under headings, comments, whether a step was said with <c>And</c> or <c>But</c>. Refused, because the model
/// could not keep their meaning: steps that go back (<c>Then</c>, then <c>When</c> again), and other languages.</para>
/// </remarks>
public static class GherkinText
{
    /// <summary>Scenarios of one text, after outlines are expanded: 1,000.</summary>
    public const int MaximumScenarios = 1_000;

    /// <summary>Reads all scenarios of a text, without identifiers, authors and times. Empty for a text without scenarios.</summary>
    /// <param name="text">At most <see cref="DocumentBounds.TextLength"/> characters.</param>
    /// <exception cref="FormatException">The text is not understood, or over a limit; the message names the line and says why.</exception>
    public static ValueList<GherkinScenario> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > DocumentBounds.TextLength
            ? throw new FormatException(
                $"The Gherkin text is {text.Length} characters long; at most {DocumentBounds.TextLength} are read. Split it.")
            : new GherkinParser().Parse(text);
    }

    /// <summary>Reads all scenarios of a text; false, with the reason, where <see cref="Parse"/> would throw.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out ValueList<GherkinScenario>? scenarios,
        [NotNullWhen(false)] out string? problem)
    {
        (scenarios, problem) = (null, null);
        try
        {
            scenarios = Parse(text ?? throw new FormatException("There is no text."));
            return true;
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
            return false;
        }
    }

    /// <summary>Writes one scenario; lines end with a line feed.</summary>
    public static string Write(GherkinScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return GherkinWriter.Write(scenario);
    }

    /// <summary>Writes scenarios with a blank line between two.</summary>
    public static string Write(IEnumerable<GherkinScenario> scenarios)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        return string.Join('\n', scenarios.Select(Write));
    }
}
