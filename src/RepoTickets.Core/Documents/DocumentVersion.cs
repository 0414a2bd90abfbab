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
    private readonly UInt128 _hash;

    private DocumentVersion(UInt128 hash) => _hash = hash;

    /// <summary>The version of what is not there.</summary>
    public static DocumentVersion None => default;

    /// <summary>There is no such document.</summary>
    public bool IsNone => _hash == UInt128.Zero;

    /// <summary>The version of a file with these bytes.</summary>
    public static DocumentVersion Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>How many bytes <see cref="CopyTo"/> writes.</summary>
    public const int Length = 16;

    /// <summary>The version whose <see cref="CopyTo"/> wrote these bytes.</summary>
    /// <exception cref="ArgumentException">Not 16 bytes.</exception>
    public static DocumentVersion FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length
            ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new ArgumentException($"A document version has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the version as 16 bytes.</summary>
    /// <exception cref="ArgumentException">The destination is shorter.</exception>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _hash);

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
        if (text is not { Length: 32 } || !UInt128.TryParse(
            text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash))
        {
            return false;
        }

        version = new(hash);
        return true;
    }

    /// <inheritdoc/>
    static DocumentVersion IParsable<DocumentVersion>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<DocumentVersion>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DocumentVersion result) =>
        TryParse(s, out result);

    /// <summary>32 hexadecimal digits in lower case.</summary>
    public override string ToString() => _hash.ToString("x32", CultureInfo.InvariantCulture);
}
