using System.Text;

namespace RepoTickets.Workflows;

/// <summary>
/// A text with expressions in it, such as <c>Fix ${params.ticket}: ${steps.diagnose.result}</c>, read once and filled in as often as
/// needed. <c>$${</c> stands for <c>${</c>. Immutable and thread-safe.
/// </summary>
public sealed class WorkflowText
{
    /// <summary>The longest text with expressions, in characters.</summary>
    public const int MaximumLength = 100_000;

    private readonly string _text;
    private readonly ValueList<TextPart> _parts;

    private WorkflowText(string text, ValueList<TextPart> parts)
    {
        _text = text;
        _parts = parts;
        Names = Expressions.SelectMany(part => part.Expression!.Names).Distinct(StringComparer.Ordinal).ToValueList();
    }

    /// <summary>The names of the context that its expressions use: distinct, in order of their first use.</summary>
    public ValueList<string> Names { get; }

    /// <summary>The parts that are expressions.</summary>
    internal IEnumerable<TextPart> Expressions => _parts.Where(part => part.Expression is not null);

    /// <summary>Reads a text.</summary>
    /// <exception cref="WorkflowExpressionException">An expression in it is not closed or not right, or it is too long; the position is
    /// one of the whole text.</exception>
    public static WorkflowText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
        {
            throw new WorkflowExpressionException(
                text, MaximumLength, $"The text is {text.Length} characters long; at most {MaximumLength} are allowed.");
        }

        var parts = new List<TextPart>();
        var plain = new StringBuilder();
        var position = 0;
        while (position < text.Length)
        {
            if (StartsAt(text, position, "$${"))
            {
                plain.Append("${");
                position += 3;
            }
            else if (StartsAt(text, position, "${"))
            {
                var end = FindEnd(text, position);
                parts.Add(new(plain.ToString(), null, 0));
                plain.Clear();
                parts.Add(new("", ParseInner(text, position + 2, end), position + 2));
                position = end + 1;
            }
            else
            {
                plain.Append(text[position++]);
            }
        }

        parts.Add(new(plain.ToString(), null, 0));
        return new(text, parts.Where(part => part.Expression is not null || part.Plain.Length > 0).ToValueList());
    }

    /// <summary>The text with each expression replaced by its value: text as it stands, null as nothing, all else as JSON.</summary>
    /// <param name="context">A map whose members are the names that the expressions can use.</param>
    /// <exception cref="WorkflowExpressionException">As <see cref="WorkflowExpression.Evaluate"/>; the cost is that of all expressions
    /// and of the result together.</exception>
    public string Evaluate(WorkflowValue context)
    {
        var evaluation = new Evaluation(_text, 0, context);
        var result = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part.Expression is null)
            {
                result.Append(part.Plain);
                continue;
            }

            evaluation.Offset = part.Position;
            var value = part.Expression.EvaluateWithin(evaluation);
            ValueMatch.ChargeAll(value, evaluation, 0);
            result.Append(value.Kind == WorkflowValueKind.Null ? "" : value.ToString());
        }

        return result.ToString();
    }

    /// <summary>The text as it was written.</summary>
    public override string ToString() => _text;

    private static WorkflowExpression ParseInner(string text, int start, int end)
    {
        try
        {
            return WorkflowExpression.Parse(text[start..end]);
        }
        catch (WorkflowExpressionException exception)
        {
            throw new WorkflowExpressionException(text, start + exception.Position, exception.Reason);
        }
    }

    /// <summary>The brace that closes an expression; braces inside its quotes don't.</summary>
    private static int FindEnd(string text, int start)
    {
        var quote = '\0';
        for (var i = start + 2; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && c == '}')
            {
                return i;
            }

            if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else if (quote != '\0' && c == '\\')
            {
                i++;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
        }

        throw new WorkflowExpressionException(
            text, start, "This '${' is not closed. Add a '}' behind the expression, or write '$${' for the characters themselves.");
    }

    private static bool StartsAt(string text, int position, string what) =>
        string.CompareOrdinal(text, position, what, 0, what.Length) == 0;
}

/// <summary>A piece of a text: plain, or an expression and where it begins.</summary>
internal sealed record TextPart(string Plain, WorkflowExpression? Expression, int Position);
