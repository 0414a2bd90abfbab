namespace RepoTickets.Events;

/// <summary>
/// A pattern over names of event types, in which <c>*</c> stands for any number of characters. Matching costs at most the product of both
/// lengths, whatever the pattern.
/// </summary>
internal sealed class EventPattern
{
    private readonly string _text;

    private EventPattern(string text) => _text = text;

    internal static EventPattern All { get; } = new("*");

    /// <exception cref="ArgumentException">The text is empty, too long, or has a character that no event type has.</exception>
    internal static EventPattern Parse(string text, string parameter = "pattern")
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        if (text.Length > EventTypes.MaximumLength ||
            !text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '.' or '*'))
        {
            throw new ArgumentException(
                $"'{DisplayText.Escape(text)}' is not a pattern of event types: use a type such as ticket.created, " +
                $"with * for any number of characters, at most {EventTypes.MaximumLength} characters.", parameter);
        }

        return new(text);
    }

    internal bool Matches(string type)
    {
        var (place, at, star, retry) = (0, 0, -1, 0);
        while (at < type.Length)
        {
            if (place < _text.Length && _text[place] == '*')
            {
                (star, retry) = (place++, at);
            }
            else if (place < _text.Length && _text[place] == type[at])
            {
                place++;
                at++;
            }
            else if (star >= 0)
            {
                // Only the last star needs another try: what the earlier ones took is already matched as far left as can be.
                place = star + 1;
                at = ++retry;
            }
            else
            {
                return false;
            }
        }

        return _text.AsSpan(place).TrimStart('*').IsEmpty;
    }

    public override string ToString() => _text;
}
