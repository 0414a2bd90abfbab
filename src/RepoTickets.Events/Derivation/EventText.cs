namespace RepoTickets.Events.Derivation;

/// <summary>
/// Keeps what is derived within the size that one event may have, whatever a file holds: longer texts end with an ellipsis, and the
/// document has the whole.
/// </summary>
internal static class EventText
{
    /// <summary>Characters of titles, names and other one-line texts, as in <see cref="DocumentBounds.TitleLength"/>.</summary>
    internal const int LineLength = DocumentBounds.TitleLength;

    /// <summary>Characters of comments and other long texts. Six bytes each at worst, so well within the size of an event.</summary>
    internal const int TextLength = 64 * 1024;

    internal static string Line(string text) => Cut(text, LineLength);

    internal static string? OptionalLine(string? text) => text is null ? null : Line(text);

    internal static string Text(string text) => Cut(text, TextLength);

    internal static Comment Bound(Comment comment) =>
        comment.Content.Length <= TextLength && comment.Author.Length <= LineLength && comment.Email.Length <= LineLength &&
            comment.Id.Length <= LineLength
            ? comment
            : comment with
            {
                Id = Line(comment.Id),
                Author = Line(comment.Author),
                Email = Line(comment.Email),
                Content = Text(comment.Content),
            };

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        // Half of a pair is no character, and no JSON.
        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
