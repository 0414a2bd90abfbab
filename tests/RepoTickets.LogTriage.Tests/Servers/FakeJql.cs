using System.Text;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>The subset of JQL that the sink writes, read strictly: anything else is an error, as in Jira.</summary>
internal sealed class FakeJql
{
    private readonly Func<FakeIssue, bool> _predicate;

    private FakeJql(Func<FakeIssue, bool> predicate, bool isDescending)
    {
        _predicate = predicate;
        IsDescending = isDescending;
    }

    internal bool IsDescending { get; }

    internal bool Matches(FakeIssue issue) => _predicate(issue);

    /// <exception cref="FormatException">It is not the subset.</exception>
    internal static FakeJql Parse(string text)
    {
        var tokens = new Queue<string>(Tokens(text));
        var predicate = Or(tokens);
        var isDescending = false;
        if (tokens.TryDequeue(out var order))
        {
            if (order != "ORDER" || tokens.Dequeue() != "BY" || tokens.Dequeue() != "created")
            {
                throw new FormatException($"Unexpected '{order}'.");
            }

            isDescending = tokens.Dequeue() == "DESC";
        }

        return tokens.Count == 0 ? new(predicate, isDescending) : throw new FormatException($"Unexpected '{tokens.Peek()}'.");
    }

    private static Func<FakeIssue, bool> Or(Queue<string> tokens)
    {
        var left = And(tokens);
        while (tokens.TryPeek(out var next) && next == "OR")
        {
            tokens.Dequeue();
            var (before, right) = (left, And(tokens));
            left = issue => before(issue) || right(issue);
        }

        return left;
    }

    private static Func<FakeIssue, bool> And(Queue<string> tokens)
    {
        var left = Clause(tokens);
        while (tokens.TryPeek(out var next) && next == "AND")
        {
            tokens.Dequeue();
            var (before, right) = (left, Clause(tokens));
            left = issue => before(issue) && right(issue);
        }

        return left;
    }

    private static Func<FakeIssue, bool> Clause(Queue<string> tokens)
    {
        var field = tokens.Dequeue();
        if (field == "(")
        {
            var inner = Or(tokens);
            return tokens.Dequeue() == ")" ? inner : throw new FormatException("A parenthesis is open.");
        }

        var comparison = tokens.Dequeue();
        var raw = tokens.Dequeue();
        var value = raw.StartsWith('"') ? raw[1..] : raw;
        return (field, comparison) switch
        {
            ("project", "=") => issue => issue.Key.StartsWith(value + "-", StringComparison.Ordinal),
            ("labels", "=") => issue => issue.Labels.Contains(value),
            ("statusCategory", "!=") when value == "Done" => static issue => issue.Category != "done",
            ("created", ">=") when value.StartsWith('-') => static _ => true,
            ("summary", "~") => issue => issue.Summary.Contains(value, StringComparison.OrdinalIgnoreCase),
            ("description", "~") => issue => issue.Description.ToJsonString().Contains(value, StringComparison.OrdinalIgnoreCase),
            _ => throw new FormatException($"Field '{field}' with '{comparison}'."),
        };
    }

    private static IEnumerable<string> Tokens(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c == ' ')
            {
                i++;
            }
            else if (c is '(' or ')')
            {
                i++;
                yield return c.ToString();
            }
            else if (c == '"')
            {
                yield return Quoted(text, ref i);
            }
            else
            {
                var start = i;
                while (i < text.Length && text[i] is not (' ' or '(' or ')' or '"'))
                {
                    i++;
                }

                yield return text[start..i];
            }
        }
    }

    private static string Quoted(string text, ref int i)
    {
        var value = new StringBuilder("\"");
        for (i++; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                i++;
                return value.ToString();
            }

            if (text[i] == '\\' && ++i < text.Length && text[i] is not ('"' or '\\'))
            {
                throw new FormatException($"'\\{text[i]}' is an illegal JQL escape sequence.");
            }

            value.Append(i < text.Length ? text[i] : throw new FormatException("The quoted string has not been completed."));
        }

        throw new FormatException("The quoted string has not been completed.");
    }
}
