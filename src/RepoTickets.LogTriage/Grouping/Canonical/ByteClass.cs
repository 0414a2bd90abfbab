using System.Runtime.CompilerServices;

namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <summary>What a byte can be part of; one table look-up decides, so that a line is classified while it is scanned.</summary>
[Flags]
internal enum ByteClass : byte
{
    None = 0,
    Letter = 1,
    Digit = 2,

    /// <summary>Punctuation that holds a word together: dots, hyphens, underscores and the like.</summary>
    Inner = 4,
    Slash = 8,
    At = 16,

    /// <summary>A byte of a character outside ASCII. Such text is kept: dropping it would make all of it equal.</summary>
    Wide = 32,
    Space = 64,

    /// <summary>Punctuation that ends a word and carries structure: quotes, brackets, commas, colons, equals signs.</summary>
    Delimiter = 128,

    End = Space | Delimiter,
}

/// <summary>The class of each byte.</summary>
internal static class ByteClasses
{
    private static readonly ByteClass[] Table = Build();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ByteClass Of(byte value) => Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(Table), value);

    private static ByteClass[] Build()
    {
        var table = new ByteClass[256];
        for (var value = 0; value < table.Length; value++)
        {
            table[value] = (char)value switch
            {
                <= ' ' or '\u007f' => ByteClass.Space,
                >= '0' and <= '9' => ByteClass.Digit,
                (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => ByteClass.Letter,
                '/' or '\\' => ByteClass.Slash,
                '@' => ByteClass.At,
                '=' or ':' or ',' or ';' or '(' or ')' or '[' or ']' or '{' or '}' or '<' or '>' or '"' or '\'' or '|' or '`' =>
                    ByteClass.Delimiter,
                >= '\u0080' => ByteClass.Wide,
                _ => ByteClass.Inner,
            };
        }

        return table;
    }
}
