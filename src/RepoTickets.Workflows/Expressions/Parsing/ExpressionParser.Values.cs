using System.Globalization;

namespace RepoTickets.Workflows;

internal sealed partial class ExpressionParser
{
    private ExpressionNode ParseAccess()
    {
        var value = ParseValue();
        var keys = new List<ExpressionNode>();
        var known = new List<string>();
        var isKnown = value is NameNode;
        while (true)
        {
            SkipSpace();
            if (TryTake("."))
            {
                keys.Add(ParseMember(isStep: value is NameNode { Name: "steps" } && keys.Count == 0));
            }
            else if (TryTake("["))
            {
                keys.Add(ParseIndex());
            }
            else
            {
                break;
            }

            isKnown &= keys[^1] is LiteralNode { Value.Kind: WorkflowValueKind.Text };
            if (isKnown)
            {
                known.Add(((LiteralNode)keys[^1]).Value.Text);
            }
        }

        if (value is NameNode name)
        {
            _references.Add(new(name.Name, known.ToValueList(), name.Position));
        }

        return keys.Count == 0 ? value : new AccessNode(value, [.. keys]);
    }

    /// <summary>
    /// Names of steps have hyphens, so behind <c>steps.</c> a hyphen between letters or digits belongs to the name: nothing can be
    /// subtracted from a step anyway.
    /// </summary>
    private LiteralNode ParseMember(bool isStep)
    {
        SkipSpace();
        var start = _position;
        while (_position < text.Length && (IsNameCharacter(text[_position]) || (isStep && IsInnerHyphen(start))))
        {
            _position++;
        }

        if (_position == start || (!isStep && char.IsAsciiDigit(text[start])))
        {
            throw Error(
                start, "After '.' comes the name of a member, as in steps.build.result. Other names go in brackets: a['b c'], a[0].");
        }

        return new(start, WorkflowValue.Of(text[start.._position]));
    }

    private bool IsInnerHyphen(int start) =>
        text[_position] == '-' && _position > start && _position + 1 < text.Length && char.IsAsciiLetterOrDigit(text[_position + 1]);

    private ExpressionNode ParseIndex()
    {
        var bracket = _position - 1;
        var key = ParseChoice();
        return TryTake("]") ? key : throw Error(bracket, "This bracket is not closed. Add a ']' behind the index.");
    }

    private ExpressionNode ParseValue()
    {
        SkipSpace();
        if (_position == text.Length)
        {
            throw Error(_position, text.AsSpan().IsWhiteSpace()
                ? "The expression is empty. Write a value, for example true."
                : "A value is missing at the end.");
        }

        var start = _position;
        var c = text[start];
        switch (c)
        {
            case '(':
                _position++;
                var inner = ParseChoice();
                return TryTake(")") ? inner : throw Error(start, "This parenthesis is not closed. Add a ')'.");
            case '[':
                _position++;
                return new ListNode(start, ParseItems("]", start));
            case '\'' or '"':
                return new LiteralNode(start, WorkflowValue.Of(TakeQuoted()));
        }

        if (char.IsAsciiDigit(c))
        {
            return new LiteralNode(start, WorkflowValue.Of(TakeNumber()));
        }

        return IsNameCharacter(c) ? ParseName() : throw Error(start, ExplainRest());
    }

    private ExpressionNode[] ParseItems(string close, int open)
    {
        var items = new List<ExpressionNode>();
        if (TryTake(close))
        {
            return [];
        }

        do
        {
            items.Add(ParseChoice());
        }
        while (TryTake(","));

        return TryTake(close)
            ? [.. items]
            : throw Error(open, $"This '{text[open]}' is not closed. Add a '{close}', or a ',' between values.");
    }

    private ExpressionNode ParseName()
    {
        var start = _position;
        var name = TakeName();
        SkipSpace();
        switch (name)
        {
            case "true" or "false":
                return new LiteralNode(start, WorkflowValue.Of(name == "true"));
            case "null":
                return new LiteralNode(start, default);
            case "and" or "or" or "not" or "in":
                throw Error(start, $"A value is missing before '{name}'. To use the word as text, write it in quotes: '{name}'.");
        }

        if (_position == text.Length || text[_position] != '(')
        {
            return new NameNode(start, name);
        }

        var function = ExpressionFunction.Find(name) ?? throw Error(
            start, $"There is no function '{name}'. Known: {ExpressionFunction.KnownNames}.");
        var open = _position++;
        var arguments = ParseItems(")", open);
        return arguments.Length == function.ArgumentCount
            ? new CallNode(start, function, arguments)
            : throw Error(
                start, $"{name} takes {function.ArgumentCount} values, not {arguments.Length}. It is written {function.Form}.");
    }

    private double TakeNumber()
    {
        var start = _position;
        while (_position < text.Length && (IsNameCharacter(text[_position]) || IsPartOfNumber(start)))
        {
            _position++;
        }

        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var written = text[start.._position];
        var isNumber = double.TryParse(written, Styles, CultureInfo.InvariantCulture, out var number);
        return isNumber && double.IsFinite(number) && written[^1] != '.'
            ? number
            : throw Error(
                start, $"'{DisplayText.Escape(written)}' is not a number. Write it like 12, 0.5 or 1e6; text stands in quotes.");
    }

    /// <summary>A point, and a sign right behind the mark of an exponent.</summary>
    private bool IsPartOfNumber(int start) => text[_position] switch
    {
        '.' => true,
        '+' or '-' => text[_position - 1] is 'e' or 'E' && !text.AsSpan(start, _position - 1 - start).ContainsAnyExceptInRange('.', '9'),
        _ => false,
    };
}
