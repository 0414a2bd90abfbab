using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace RepoTickets;

/// <summary>
/// The version of a document: the first 128 bits of the SHA-256 of its file's bytes. Nothing is stored for it, so an edit by hand or by
/// <c>git pull</c> changes it by itself. Use it as an ETag; versions are compared for equality only and have no order.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<DocumentVersion>))]
public readonly record struct DocumentVersion : IParsable<DocumentVersion>
{
    // Two numbers and not a UInt128: what holds one of those is not compiled ahead of time, and versions are in everything that opens a
    // store.
    private readonly ulong _high;
    private readonly ulong _low;

    private DocumentVersion(ulong high, ulong low) => (_high, _low) = (high, low);

    /// <summary>The version of what is not there.</summary>
    public static DocumentVersion None => default;

    /// <summary>There is no such document.</summary>
    public bool IsNone => (_high | _low) == 0;

    /// <summary>The version of a file with these bytes.</summary>
    public static DocumentVersion Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return FromBytes(hash[..Length]);
    }

    private const int DigitsOfHalf = 16;

    /// <summary>How many bytes <see cref="CopyTo"/> writes.</summary>
    public const int Length = 16;

    /// <summary>The version whose <see cref="CopyTo"/> wrote these bytes.</summary>
    /// <exception cref="ArgumentException">Not 16 bytes.</exception>
    public static DocumentVersion FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length
            ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]))
            : throw new ArgumentException($"A document version has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the version as 16 bytes.</summary>
    /// <exception cref="ArgumentException">The destination is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            throw new ArgumentException($"A document version needs {Length} bytes, not {destination.Length}.", nameof(destination));
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[sizeof(ulong)..], _low);
    }

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">Not 32 hexadecimal digits.</exception>
    public static DocumentVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new FormatException($"'{DisplayText.Escape(text)}' is not a document version: 32 hexadecimal digits are expected.");

    /// <summary>Reads the form that <see cref="ToString"/> writes; false where <see cref="Parse(string)"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DocumentVersion version)
    {
        version = default;
        if (text is not { Length: 2 * DigitsOfHalf } || !TryParseHalf(text.AsSpan(0, DigitsOfHalf), out var high) ||
            !TryParseHalf(text.AsSpan(DigitsOfHalf), out var low))
        {
            return false;
        }

        version = new(high, low);
        return true;
    }

    /// <inheritdoc/>
    static DocumentVersion IParsable<DocumentVersion>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<DocumentVersion>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DocumentVersion result) =>
        TryParse(s, out result);

    /// <summary>32 hexadecimal digits in lower case.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_high:x16}{_low:x16}");

    private static bool TryParseHalf(ReadOnlySpan<char> digits, out ulong half) =>
        ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out half);
}
