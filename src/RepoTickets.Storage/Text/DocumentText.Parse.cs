using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Storage.Text;

internal sealed partial class DocumentText
{
    /// <summary>
    /// Takes a file apart. What cannot be read is a fault with its place; no input makes this throw, and the limits bound what it costs.
    /// Safe for concurrent use.
    /// </summary>
    internal static bool TryParse(
        DocumentSyntax syntax,
        ReadOnlySpan<byte> bytes,
        TextLimits limits,
        [NotNullWhen(true)] out DocumentText? document,
        [NotNullWhen(false)] out TextFault? fault)
    {
        ArgumentNullException.ThrowIfNull(limits);
        document = null;
        if (!TextDecoder.TryDecode(syntax, bytes, limits, out var text, out var hasByteOrderMark, out fault))
        {
            return false;
        }

        fault = MergeConflict.Find(text, certainOnly: true);
        if (fault is not null)
        {
            return false;
        }

        var root = syntax == DocumentSyntax.Json
            ? JsonTreeReader.Read(bytes, text, limits, out fault)
            : CanonicalYamlReader.Read(text, limits) ?? YamlTreeReader.Read(text, limits, out fault);
        if (root is null)
        {
            // A lone "=======" may underline a heading in a readable file, but in one that cannot be read it is what a merge left behind.
            fault = MergeConflict.Find(text, certainOnly: false) ?? fault!;
            return false;
        }

        document = new DocumentText { Syntax = syntax, Text = text, HasByteOrderMark = hasByteOrderMark, Root = root, Limits = limits };
        fault = null;
        return true;
    }
}
