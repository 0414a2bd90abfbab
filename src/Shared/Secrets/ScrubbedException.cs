namespace RepoTickets.Secrets;

/// <summary>
/// Stands in logs for an exception that said too much. Of the other it has all that says nothing secret: its trace, its code, its source,
/// and its cause, which is the very object where that said nothing secret. Only its type is another one; the other's is in its text.
/// </summary>
internal sealed class ScrubbedException : Exception
{
    // Every text tells all causes below, so a long chain would be scrubbed again and again.
    private const int MaximumDepth = 10;

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

    /// <summary>The exception itself when it says nothing secret, else one that says the same without that.</summary>
    /// <param name="exception">What may say too much.</param>
    /// <param name="scrub">Takes what is secret out of a text; gives back an equal text where there is nothing.</param>
    internal static Exception CleanOf(Exception exception, Func<string, string> scrub) => CleanOf(exception, scrub, depth: 0);

    /// <summary>The text of the other, with its type, its trace and its causes, without what was secret.</summary>
    public override string ToString() => _text;

    private static Exception CleanOf(Exception exception, Func<string, string> scrub, int depth)
    {
        if (IsClean(exception, scrub, depth))
        {
            return exception;
        }

        // What lies deeper is in the text of those above it.
        var cause = exception.InnerException is { } inner && depth < MaximumDepth ? CleanOf(inner, scrub, depth + 1) : null;
        return new ScrubbedException(scrub(exception.Message), scrub(exception.ToString()), exception.StackTrace, cause)
        {
            HResult = exception.HResult,
            Source = exception.Source,
        };
    }

    /// <summary>
    /// Neither it nor any cause of it says anything secret, by its message or its text: an exception may write a text of its own that
    /// leaves out its message or its causes.
    /// </summary>
    private static bool IsClean(Exception exception, Func<string, string> scrub, int depth)
    {
        if (depth > MaximumDepth || !IsClean(exception.Message, scrub) || !IsClean(exception.ToString(), scrub))
        {
            return false;
        }

        return exception is AggregateException many
            ? many.InnerExceptions.All(cause => IsClean(cause, scrub, depth + 1))
            : exception.InnerException is not { } inner || IsClean(inner, scrub, depth + 1);
    }

    private static bool IsClean(string text, Func<string, string> scrub) => scrub(text) == text;
}
