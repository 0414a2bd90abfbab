using System.Text;

namespace RepoTickets;

internal sealed partial class QueryParser
{
    /// <summary>A value as it was written. In quotes nothing in it has a meaning of its own.</summary>
    private readonly record struct Value(string Text, int Position, bool IsQuoted, bool HasStar);

    private QuerySyntaxException Error(int position, string message) => new(text, position, message);

    private void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }

    private bool IsAtBoundary(int position) =>
        position >= text.Length || char.IsWhiteSpace(text[position]) || text[position] is '(' or ')' or '"';

    private bool PeekKeyword(string keyword) =>
        string.Compare(text, _position, keyword, 0, keyword.Length, StringComparison.OrdinalIgnoreCase) == 0 &&
        IsAtBoundary(_position + keyword.Length);

    private bool TryTakeKeyword(string keyword)
    {
        if (!PeekKeyword(keyword))
        {
            return false;
        }

        _position += keyword.Length;
        return true;
    }

    private Value TakeValue()
    {
        var start = _position;
        if (_position < text.Length && text[_position] == '"')
        {
            var content = TakeQuoted();
            var hasStar = _position < text.Length && text[_position] == '*';
            _position += hasStar ? 1 : 0;
            return !IsAtBoundary(_position) || (_position < text.Length && text[_position] == '"')
                ? throw Error(_position, "Put a space after the quoted text.")
                : new Value(content, start, IsQuoted: true, hasStar);
        }

        while (!IsAtBoundary(_position))
        {
            _position++;
        }

        if (_position < text.Length && text[_position] == '"')
        {
            throw Error(
                _position, "Put a space before the quoted text, or put all of it in quotes; a quote inside quotes is written \\\".");
        }

        var bare = text[start.._position];
        return bare.Length > 1 && bare[^1] == '*'
            ? new Value(bare[..^1], start, IsQuoted: false, HasStar: true)
            : new Value(bare, start, IsQuoted: false, HasStar: false);
    }

    private string TakeQuoted()
    {
        var start = _position++;
        var content = new StringBuilder();
        while (_position < text.Length && text[_position] != '"')
        {
            if (text[_position] == '\\' && _position + 1 < text.Length && text[_position + 1] is '"' or '\\')
            {
                _position++;
            }

            content.Append(text[_position++]);
        }

        if (_position == text.Length)
        {
            throw Error(start, "This quote is not closed. Add a '\"' at the end of the text.");
        }

        _position++;
        return content.ToString();
    }
}
