using System.Buffers;
using System.Text;

namespace RepoTickets.Storage.Text;

internal sealed partial class DocumentText
{
    /// <summary>Characters of most documents: a builder that begins smaller grows piece by piece.</summary>
    private const int UsualLength = 4_096;

    private const int LargestKept = 64 << 10;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The thread's builder while nothing is being written with it.</summary>
    [ThreadStatic]
    private static StringBuilder? _spare;

    /// <summary>A new file in the canonical form. Equal values give equal bytes, and reading them gives the values back.</summary>
    /// <exception cref="ArgumentException">
    /// A text has half of a surrogate pair, a literal is none, a key stands twice or is too long, or the value is nested deeper than
    /// readers allow.
    /// </exception>
    internal static byte[] Write(DocumentSyntax syntax, MappingValue root)
    {
        ArgumentNullException.ThrowIfNull(root);
        WritableValue.Check(root, TextLimits.Default.MaximumDepth);

        // Taken away for as long as it is written to, and not put back by whoever fails: half a document must not be left in it.
        var builder = _spare ?? new StringBuilder(UsualLength);
        _spare = null;
        Render(builder, syntax, root);
        var bytes = Encode(builder);
        if (builder.Capacity <= LargestKept)
        {
            _spare = builder.Clear();
        }

        return bytes;
    }

    private static void Render(StringBuilder builder, DocumentSyntax syntax, MappingValue root)
    {
        if (syntax == DocumentSyntax.Json)
        {
            new FlowWriter(builder, FlowStyle.CanonicalJson).Write(root, string.Empty);
        }
        else if (root.Entries.Count == 0)
        {
            builder.Append("{}\n");
        }
        else
        {
            new YamlBlockWriter(builder, YamlBlockStyle.Canonical, allowLiterals: true).WriteMapping(root.Entries.AsSpan(), column: 0);
            builder.Append('\n');
        }
    }

    /// <summary>In one piece: a surrogate pair may lie across two chunks.</summary>
    private static byte[] Encode(StringBuilder builder)
    {
        var characters = ArrayPool<char>.Shared.Rent(builder.Length);
        try
        {
            builder.CopyTo(0, characters, builder.Length);
            return Utf8.GetBytes(characters, 0, builder.Length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
