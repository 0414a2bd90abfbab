namespace RepoTickets.Secrets;

/// <summary>
/// Stands in logs for an exception that said too much. Of the other it has all that says nothing secret: its trace, its code, its source, and
/// its cause, which is the very object where that said nothing secret. Only its type is another one; the other's is in its text.
/// </summary>
internal sealed class ScrubbedException : Exception
{
    private readonly string _text;
    private readonly string? _trace;

    private ScrubbedException(string message, string text, string? trace, Exception? cause)
        : base(message, cause) => (_text, _trace) = (text, trace);

    /// <summary>One whose text could not be made.</summary>
    internal ScrubbedException(string message, string text)
        : this(message, text, null, null)
    {
    }

    /// <inheritdoc/>
    public override string? StackTrace => _trace;

    /// <summary>One that says the same without what is secret.</summary>
    /// <param name="exception">What said too much.</param>
    /// <param name="scrub">Takes what is secret out of a text; gives back an equal text where there is nothing.</param>
    internal static ScrubbedException Of(Exception exception, Func<string, string> scrub) =>
        new(scrub(exception.Message), scrub(exception.ToString()), exception.StackTrace, exception.InnerException is { } cause ? CleanOf(cause, scrub) : null)
        {
            HResult = exception.HResult,
            Source = exception.Source,
        };

    /// <summary>The text of the other, with its type, its trace and its causes, without what was secret.</summary>
    public override string ToString() => _text;

    private static Exception CleanOf(Exception exception, Func<string, string> scrub)
    {
        var text = exception.ToString();
        return scrub(text) == text ? exception : Of(exception, scrub);
    }
}
