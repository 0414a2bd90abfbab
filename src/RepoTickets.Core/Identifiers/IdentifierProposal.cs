using System.Globalization;

namespace RepoTickets;

/// <summary>
/// Proposes the text of new identifiers. Whatever goes in, what comes out follows the grammar of its kind. Whether an identifier is free is
/// for the caller to say. Thread-safe.
/// </summary>
public static class IdentifierProposal
{
    /// <summary>The longest prefix, which leaves room for a hyphen and any number: 40 characters.</summary>
    public const int MaximumPrefixLength = 40;

    private const string WorkflowPrefix = "WF";
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int TimeOrderedLength = 10;
    private const int RandomBits = 18;
    private const int TicketWord = 8;
    private const int BacklogWord = 6;
    private const int AgentWord = 16;

    // 32 bits of seconds from here last until 2156.
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The prefix for a document with this title: the first run of letters A-Z and digits in the upper-cased title without diacritics, cut
    /// to 8 characters for tickets and epics and to 6 for backlog items; <c>TICKET</c>, <c>EPIC</c> or <c>BL</c> when there is none. For
    /// agents <c>AGENT-</c> and the name, cut to 16 characters; for tasks <c>TASK</c>, for workflows <c>WF</c>.
    /// </summary>
    public static string PrefixFor(DocumentKind kind, string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return kind switch
        {
            DocumentKind.Ticket => FirstWord(title, TicketWord, "TICKET"),
            DocumentKind.Epic => FirstWord(title, TicketWord, "EPIC"),
            DocumentKind.BacklogItem => FirstWord(title, BacklogWord, "BL"),
            DocumentKind.Agent => "AGENT-" + AgentName(title),
            DocumentKind.AgentTask => "TASK",
            DocumentKind.Workflow => WorkflowPrefix,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only documents of the store have identifiers."),
        };
    }

    /// <summary>Prefix and number, such as <c>LOGIN-1</c>.</summary>
    /// <exception cref="ArgumentException">The prefix cannot begin an identifier, or the number is below 1.</exception>
    public static string Numbered(string prefix, long number)
    {
        ThrowIfNotPrefix(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number}");
    }

    /// <summary>Prefix and the smallest number, from <paramref name="firstNumber"/> on, that is not taken.</summary>
    /// <param name="prefix">What <see cref="PrefixFor"/> gives, or a configured prefix.</param>
    /// <param name="isTaken">Tells whether an identifier is in use.</param>
    /// <param name="firstNumber">Where to begin, at least 1; a caller that remembers the last number saves the search.</param>
    public static string NextNumbered(string prefix, Predicate<string> isTaken, long firstNumber = 1)
    {
        ArgumentNullException.ThrowIfNull(isTaken);
        for (var number = firstNumber; ; number++)
        {
            var candidate = Numbered(prefix, number);
            if (!isTaken(candidate))
            {
                return candidate;
            }
        }
    }

    /// <summary>The identifier of an agent with this name: <c>AGENT-NAME</c>, or with a number when that is taken.</summary>
    public static string ForAgent(string name, Predicate<string> isTaken)
    {
        ArgumentNullException.ThrowIfNull(isTaken);
        var plain = PrefixFor(DocumentKind.Agent, name);
        return isTaken(plain) ? NextNumbered(plain, isTaken) : plain;
    }

    /// <summary>The identifier of a task: eight upper-case hexadecimal digits at random.</summary>
    public static string ForTask(IIdentifierGenerator ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return (ids.NextBits() >> 32).ToString("X8", CultureInfo.InvariantCulture);
    }

    /// <summary><c>WF-</c> and eight random hexadecimal digits, as the Python package names workflows.</summary>
    public static string ForWorkflow(IIdentifierGenerator ids) => $"{WorkflowPrefix}-{ForTask(ids)}";

    /// <summary>
    /// Prefix and ten characters of Crockford's base 32: 32 bits of seconds since 2020 and 18 random bits. Identifiers of different seconds
    /// sort by time; two clones that create 100 tickets each within the same second collide with a probability of about 4 %, in different
    /// seconds never.
    /// </summary>
    /// <param name="prefix">What <see cref="PrefixFor"/> gives, or a configured prefix.</param>
    /// <param name="time">When the document is created; 2020 to 2155.</param>
    /// <param name="ids">Gives the random bits.</param>
    public static string TimeOrdered(string prefix, DateTimeOffset time, IIdentifierGenerator ids)
    {
        ThrowIfNotPrefix(prefix);
        ArgumentNullException.ThrowIfNull(ids);
        var seconds = (long)Math.Floor((time - Epoch).TotalSeconds);
        if (seconds is < 0 or > uint.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "Times from 2020 to 2155 can be part of an identifier.");
        }

        var bits = ((ulong)seconds << RandomBits) | (ids.NextBits() >> (64 - RandomBits));
        return string.Create(prefix.Length + 1 + TimeOrderedLength, (prefix, bits), static (span, state) =>
        {
            state.prefix.CopyTo(span);
            span[state.prefix.Length] = '-';
            var rest = state.bits;
            for (var i = span.Length - 1; i > state.prefix.Length; i--)
            {
                span[i] = Crockford[(int)(rest & 31)];
                rest >>= 5;
            }
        });
    }

    private static void ThrowIfNotPrefix(string prefix)
    {
        if (DocumentIdGrammar.Explain(prefix, relaxed: true) is { } reason)
        {
            throw new ArgumentException($"'{DisplayText.Escape(prefix)}' cannot begin an identifier: it {reason}.", nameof(prefix));
        }

        if (prefix.Length > MaximumPrefixLength)
        {
            throw new ArgumentException($"'{DisplayText.Escape(prefix)}' is longer than {MaximumPrefixLength} characters.", nameof(prefix));
        }
    }

    private static string FirstWord(string title, int length, string fallback)
    {
        var word = Words(title).FirstOrDefault() ?? "";
        word = word[..Math.Min(length, word.Length)];
        return DocumentIdGrammar.Explain(word, relaxed: false) is null ? word : fallback;
    }

    private static string AgentName(string name)
    {
        var joined = string.Join('-', Words(name));
        return joined.Length == 0 ? "AGENT" : joined[..Math.Min(AgentWord, joined.Length)].TrimEnd('-');
    }

    private static IEnumerable<string> Words(string text)
    {
        var folded = LatinFolding.Fold(text);
        var start = 0;
        for (var i = 0; i <= folded.Length; i++)
        {
            if (i < folded.Length && char.IsAsciiLetterOrDigit(folded[i]))
            {
                continue;
            }

            if (i > start)
            {
                yield return folded[start..i];
            }

            start = i + 1;
        }
    }
}
