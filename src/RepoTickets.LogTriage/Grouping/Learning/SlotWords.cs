using System.Buffers;
using RepoTickets.LogTriage.Grouping.Canonical;

namespace RepoTickets.LogTriage.Grouping.Learning;

/// <summary>
/// What the words of a canonical form say about the places beside them. English and the language of computing, no one system's.
/// </summary>
internal static class SlotWords
{
    /// <summary>Nouns behind which a name is expected.</summary>
    private static readonly WordSet Nouns = new(
        """
        user users username host hosts hostname machine node server servers client clients peer address addr ip domain realm
        file files filename path folder directory dir volume disk device drive mount partition interface port
        service services process program application app package module driver plugin extension component library command cmd script
        class method function property field column table database schema index key keys value name named id identifier token
        session task job stage thread worker executor pool queue topic channel block container image pod namespace cluster
        account group role owner member tenant customer order product item resource object entity rule policy option parameter
        setting variable version release branch tag label url uri endpoint route action operation bean artifact dependency repository
        operator station recipe sensor sender receiver caller slot locale lease volume driver controller
        """);

    /// <summary>Behind these a name is likely, but not certain. "To" is not one of them: a verb may follow.</summary>
    private static readonly WordSet Prepositions = new(
        """
        for from by in on at via into using called type state agent kind
        target servlet cache report layer filter handler listener provider manager feature profile template view page screen menu
        region zone cell rack site line unit axis motor pump valve tank alarm batch tool robot camera printer
        network protocol link gateway router switch bus sector segment shard replica snapshot backup archive section model
        """);

    /// <summary>Words of grammar. They carry a sentence and are never what varies in it.</summary>
    private static readonly WordSet Grammar = new(
        """
        a an the this that these those it its is are was were be been being am do does did done has have had having
        will would shall should can could cannot may might must not no nor and or but if then else than so because while when where
        which who whom whose what why how of to in on at by for from with without within into onto over under above below between
        through during before after since until till again against about as via per up down out off only also just already yet still
        there here all any both each every few more most other another some such own same too very now once please
        """);

    /// <summary>States and outcomes: two records that differ in one of these tell of different things.</summary>
    private static readonly WordSet Outcomes = new(
        """
        ok success successful successfully succeeded fail fails failed failure failures error errors warning
        fatal critical panic exception fault aborted cancelled canceled timeout timeouts
        started stopped began begun ended finished complete completed opened closed connected disconnected
        enable enabled disable disabled active inactive idle busy ready available unavailable unable online offline alive dead
        on off yes no up down full empty new old valid invalid missing unknown found lost lower higher high low
        written sent received added removed created deleted updated inserted loaded saved
        accepted rejected allowed denied granted revoked locked unlocked acquired released
        left right true false null none
        """);

    /// <summary>Deeds and levels: they tell records apart, except where a name is expected and others were seen.</summary>
    private static readonly WordSet Deeds = new(
        """
        info debug warn trace abort cancel start starts stop stops begin end ends finish open opens close closes connect disconnect
        login logout logon logoff read reads write writes send sends receive receives get set put add adds remove removes
        create creates delete deletes update updates insert load loads save parse bind listen resolve execute run query find fetch
        download upload install initialize allocate process handle accept accepts reject rejects allow deny grant revoke
        lock locks unlock acquire release releases suspend resume pause retry input output source destination first last next previous
        """);

    private static readonly SearchValues<byte> Joints = SearchValues.Create("._-/$@#~+"u8);

    /// <summary>What the word before a place says about it, and for "to" the word itself: a plain one may be a verb.</summary>
    internal static SlotContext ContextOf(ReadOnlySpan<byte> word, ReadOnlySpan<byte> before) => before[^1] switch
    {
        (byte)'=' => SlotContext.Key,
        (byte)':' => Outcomes.Contains(before[..^1]) ? SlotContext.None : SlotContext.Colon,
        _ when Nouns.Contains(before) => SlotContext.Noun,
        _ when Prepositions.Contains(before) || (before.Length > 1 && IsCapitals(before)) => SlotContext.Preposition,
        _ when before.SequenceEqual("to"u8) && WeightOf(word) > 1 => SlotContext.Preposition,
        _ => SlotContext.None,
    };

    internal static bool IsGrammar(ReadOnlySpan<byte> word) => Grammar.Contains(word);

    /// <summary>A word of grammar, an outcome or a deed, wherever it stands.</summary>
    internal static bool SaysWhatHappened(ReadOnlySpan<byte> word) =>
        Grammar.Contains(word) || Outcomes.Contains(word) || Deeds.Contains(word);

    /// <summary>A word that is not taken for a value in this place.</summary>
    internal static bool IsProtected(ReadOnlySpan<byte> word, SlotContext context)
    {
        if (word[^1] is (byte)'=' || word.EndsWith("Exception"u8) || word.EndsWith("Error"u8))
        {
            return true;
        }

        if (word[^1] == ':')
        {
            word = word[..^1];
            if (context == SlotContext.Colon)
            {
                return true;
            }
        }

        if (context == SlotContext.Key)
        {
            return false;
        }

        var isLower = (word.IsEmpty ? 0 : word[0] & 0x20) != 0;
        return word.Length < 2 || Grammar.Contains(word) || Outcomes.Contains(word) || (isLower && Nouns.Contains(word)) ||
            IsVerbForm(word) ||
            (context < SlotContext.Noun && IsCapitals(word)) || (context == SlotContext.None && Deeds.Contains(word));
    }

    /// <summary>
    /// How much one more value says that a place varies: names that a programmer joined of parts say most, then names with a capital, then
    /// plain words.
    /// </summary>
    internal static byte WeightOf(ReadOnlySpan<byte> word)
    {
        if (word[^1] == ':')
        {
            word = word[..^1];
        }

        if (Deeds.Contains(word))
        {
            return 0;
        }

        if (IsCapitals(word))
        {
            return 1;
        }

        if (word.ContainsAny(Joints) || HasHump(word))
        {
            return 5;
        }

        return word[0] is >= (byte)'A' and <= (byte)'Z' ? (byte)2 : (byte)1;
    }

    private static bool HasHump(ReadOnlySpan<byte> word)
    {
        for (var index = 1; index < word.Length; index++)
        {
            if (word[index] is >= (byte)'A' and <= (byte)'Z' && word[index - 1] is >= (byte)'a' and <= (byte)'z')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVerbForm(ReadOnlySpan<byte> word) =>
        word.Length >= 5 && ((word.EndsWith("ed"u8) && !word.EndsWith("eed"u8)) || (word.Length > 5 && word.EndsWith("ing"u8))) &&
        !word.ContainsAny(Joints) && !HasHump(word);

    /// <summary>States, methods and constants are written so.</summary>
    private static bool IsCapitals(ReadOnlySpan<byte> word)
    {
        foreach (var value in word)
        {
            if (value is not ((>= (byte)'A' and <= (byte)'Z') or (byte)'_' or (byte)'-'))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>How much the word before a place says that a value comes there.</summary>
internal enum SlotContext
{
    None,
    Preposition,
    Colon,
    Noun,
    Key,
}
