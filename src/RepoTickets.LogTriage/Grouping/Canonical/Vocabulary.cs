namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <summary>
/// The few words that mean something to the rules. They are of the languages of computing and English in general; none belongs to one
/// system, because a rule that helps one log in a dozen has no place here.
/// </summary>
internal static class Vocabulary
{
    /// <summary>What may follow a number and belongs to it: units, halves of the day, time zones.</summary>
    internal static readonly WordSet Units = new(
        """
        b kb mb gb tb kib mib gib tib bytes byte bit bits kbit mbit gbit kbps mbps gbps
        ns us ms s sec secs second seconds msec msecs usec nsec min mins minute minutes h hr hrs hour hours day days
        millisecond milliseconds microseconds nanoseconds
        hz khz mhz ghz am pm utc gmt cet cest pst pdt est edt cst cdt mst mdt bst ist jst
        """);

    /// <summary>Days and months: part of a date when a number follows.</summary>
    internal static readonly WordSet Calendar = new(
        """
        mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday
        jan feb mar apr may jun jul aug sep sept oct nov dec
        january february march april june july august september october november december
        """);

    /// <summary>Words that are values wherever they stand.</summary>
    internal static readonly WordSet Literals = new("true false null none nil nan undefined");

    /// <summary>Keys whose value is the message itself, or names the fault, so it is read as text.</summary>
    internal static readonly WordSet TextKeys = new(
        """
        msg message error err exception reason cause event description desc detail details text title summary fault
        """);

    /// <summary>Last parts of host names.</summary>
    internal static readonly WordSet Domains = new("com org net edu gov mil local lan internal localdomain intra corp arpa");

    /// <summary>Ends of file names that hold data, settings or programs. Those of source code are left out: they say where the fault is.</summary>
    internal static readonly WordSet FileEndings = new(
        """
        xml conf cfg config log txt json yaml yml toml properties ini dll exe jar war sys bat html htm php jsp jpg jpeg png gif svg ico
        tmp temp dat db sqlite gz zip tar tgz bz2 xz rpm deb iso img bin csv tsv pdf doc docx xls xlsx pid lock sock cab manifest apk dex
        plist kext dylib bak swp pem crt key cer css woff ttf mp3 mp4 wav avi mov parquet avro snap service socket
        """);

    /// <summary>Ends of the names of source files, which are followed by line numbers and are no hosts with a port.</summary>
    internal static readonly WordSet SourceEndings = new("c h cc cpp cxx hpp cs fs vb java kt kts scala groovy go rs py pyx rb php js mjs ts jsx tsx lua pl pm swift m mm ex erl hs clj");

    /// <summary>Verbs of HTTP: a quotation that begins with one is a request, and the verb tells requests apart.</summary>
    internal static readonly WordSet Verbs = new("get post put delete head options patch connect trace propfind");
}
