namespace RepoTickets.Workflows;

/// <summary>
/// Reads an expression by recursive descent, from the operator that binds least to the one that binds most. Every error is a
/// <see cref="WorkflowExpressionException"/>, and the nesting is counted, so that no text can overflow the stack.
/// </summary>
internal sealed partial class ExpressionParser(string text)
{
    private readonly List<ExpressionReference> _references = [];
    private int _position;
    private int _level;

    internal WorkflowExpression Parse()
    {
        if (text.Length > WorkflowExpression.MaximumLength)
        {
            throw Error(
                WorkflowExpression.MaximumLength,
                $"The expression is {text.Length} characters long; at most {WorkflowExpression.MaximumLength} are allowed.");
        }

        var root = ParseChoice();
        SkipSpace();
        return _position == text.Length
            ? new(text, root, [.. _references.OrderBy(reference => reference.Position)])
            : throw Error(_position, ExplainRest());
    }

    private ExpressionNode ParseChoice()
    {
        Descend();
        var condition = ParseFirst();
        var question = _position;
        if (TryTake("?"))
        {
            var one = ParseChoice();
            if (!TryTake(":"))
            {
                throw Error(_position, $"A ':' with the other value is missing for the '?' at character {question + 1}.");
            }

            condition = new ChoiceNode(condition, one, ParseChoice());
        }

        _level--;
        return condition;
    }

    private ExpressionNode ParseFirst() => ParseChain(ParseOr, () => TryTake("??"), terms => new FirstNode(terms));

    private ExpressionNode ParseOr() =>
        ParseChain(ParseAnd, () => TryTake("||") || TryTakeWord("or"), terms => new LogicNode(terms, isAnd: false));

    private ExpressionNode ParseAnd() =>
        ParseChain(ParseNot, () => TryTake("&&") || TryTakeWord("and"), terms => new LogicNode(terms, isAnd: true));

    private static ExpressionNode ParseChain(
        Func<ExpressionNode> parse, Func<bool> takeOperator, Func<ExpressionNode[], ExpressionNode> join)
    {
        var first = parse();
        if (!takeOperator())
        {
            return first;
        }

        var terms = new List<ExpressionNode> { first };
        do
        {
            terms.Add(parse());
        }
        while (takeOperator());

        return join([.. terms]);
    }

    /// <summary>The word negates a whole comparison; the sign binds as tightly as in other languages.</summary>
    private ExpressionNode ParseNot()
    {
        SkipSpace();
        var start = _position;
        if (!TryTakeWord("not"))
        {
            return ParseComparison();
        }

        Descend();
        var term = ParseNot();
        _level--;
        return new NotNode(start, term);
    }

    private ExpressionNode ParseComparison()
    {
        var left = ParseSum();
        if (TryTakeComparison() is not { } comparison)
        {
            return left;
        }

        var result = new ComparisonNode(comparison, left, ParseSum());
        SkipSpace();
        var next = _position;
        return TryTakeComparison() is null
            ? result
            : throw Error(next, "Comparisons cannot be chained: join two of them with 'and'.");
    }

    private ExpressionNode ParseSum() => ParseArithmetic(ParseProduct, "+-");

    private ExpressionNode ParseProduct() => ParseArithmetic(ParseSign, "*/%");

    private ExpressionNode ParseArithmetic(Func<ExpressionNode> parse, string operators)
    {
        var first = parse();
        List<ArithmeticPart>? rest = null;
        SkipSpace();
        while (_position < text.Length && operators.Contains(text[_position], StringComparison.Ordinal))
        {
            var sign = text[_position++];
            (rest ??= []).Add(new(sign, parse()));
            SkipSpace();
        }

        return rest is null ? first : new ArithmeticNode(first, [.. rest]);
    }

    private ExpressionNode ParseSign()
    {
        SkipSpace();
        var start = _position;
        var sign = start < text.Length ? text[start] : '\0';
        if (sign is not ('-' or '!') || (sign == '!' && start + 1 < text.Length && text[start + 1] == '='))
        {
            return ParseAccess();
        }

        _position++;
        Descend();
        var value = ParseSign();
        _level--;
        return sign == '!' ? new NotNode(start, value) : new NegativeNode(start, value);
    }

    private void Descend()
    {
        if (++_level > WorkflowExpression.MaximumDepth)
        {
            throw Error(
                _position, $"The expression nests more than {WorkflowExpression.MaximumDepth} levels deep. Write it flatter.");
        }
    }
}
