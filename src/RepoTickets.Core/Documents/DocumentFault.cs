using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>Why a file of the store cannot be read as a document.</summary>
[JsonConverter(typeof(EnumTextJsonConverter<FaultReason>))]
public enum FaultReason
{
    /// <summary>The text is not YAML or JSON, or ends too early.</summary>
    Syntax,

    /// <summary>A key or value is missing, of the wrong type or outside its set.</summary>
    Content,

    /// <summary>The same key twice in one mapping.</summary>
    DuplicateKey,

    /// <summary>Conflict markers of a merge.</summary>
    MergeConflict,

    /// <summary>Not UTF-8, or characters that text files do not contain.</summary>
    Encoding,

    /// <summary>Over a limit: size, depth, number of nodes, aliases.</summary>
    Limit,

    /// <summary>The identifier inside is not the file's name, or the file's name is not an identifier.</summary>
    Identifier,

    /// <summary>The same identifier in two files.</summary>
    DuplicateDocument,

    /// <summary>Not a regular file: a link, a pipe, a device, a folder.</summary>
    NotARegularFile,

    /// <summary>The operating system refused to read it.</summary>
    Unreadable,
}

/// <summary>
/// A file that cannot be read. It is a value, not an exception: lists go on without it, and its bytes are never overwritten.
/// </summary>
/// <param name="Path">The path inside the <c>.tickets</c> folder, with forward slashes.</param>
/// <param name="Reason">What kind of fault it is.</param>
/// <param name="Message">What is wrong and what to do, as a sentence, safe to print.</param>
/// <param name="Line">The line, counted from 1; 0 when the fault has no place.</param>
/// <param name="Column">The column in characters, counted from 1; 0 when the fault has no place.</param>
/// <param name="Key">The document that the file should hold, where its path tells.</param>
public sealed record DocumentFault(string Path, FaultReason Reason, string Message, int Line = 0, int Column = 0, DocumentKey? Key = null)
{
    /// <summary>
    /// The form of compilers: <c>path(line,column): message</c>, safe to print: whoever can name a file could put control characters there.
    /// </summary>
    public override string ToString() =>
        Line > 0 ? $"{DisplayText.Escape(Path)}({Line},{Column}): {Message}" : $"{DisplayText.Escape(Path)}: {Message}";
}
