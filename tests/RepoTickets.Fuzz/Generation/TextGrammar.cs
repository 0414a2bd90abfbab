using System.Text;

namespace RepoTickets.Fuzz.Generation;

/// <summary>
/// Texts from rules: <c>"item" → ["&lt;id&gt;: &lt;text&gt;", ...]</c>. What stands in angle brackets is replaced by one of the
/// alternatives of that rule; what is no rule stays as it is. Below a depth the first alternative is taken, so put one that ends there.
/// </summary>
internal sealed class TextGrammar(IReadOnlyDictionary<string, string[]> rules, int maximumDepth = 12)
{
    private const int MaximumLength = 8 * 1024;

    /// <summary>The plain words of the rules, for the mutator.</summary>
    internal IReadOnlyList<string> Tokens { get; } =
    [
        .. rules.Values.SelectMany(static alternatives => alternatives)
            .Where(static text => text.Length is > 0 and < 40 && !text.Contains('<', StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal),
    ];

    internal string Make(string rule, Random random)
    {
        var text = new StringBuilder();
        Append(text, rule, random, 0);
        return text.ToString();
    }

    private void Append(StringBuilder text, string rule, Random random, int depth)
    {
        var alternatives = rules[rule];
        var chosen = depth > maximumDepth || text.Length > MaximumLength ? alternatives[0] : alternatives[random.Next(alternatives.Length)];
        for (var position = 0; position < chosen.Length;)
        {
            var end = chosen[position] == '<' ? chosen.IndexOf('>', position) : -1;
            if (end > 0 && rules.ContainsKey(chosen[(position + 1)..end]))
            {
                Append(text, chosen[(position + 1)..end], random, depth + 1);
                position = end + 1;
            }
            else
            {
                text.Append(chosen[position++]);
            }
        }
    }
}
