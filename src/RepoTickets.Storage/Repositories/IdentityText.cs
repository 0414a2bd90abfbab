using System.Text;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Repositories;

/// <summary>
/// Text from settings and repository files: one line, not empty, bounded, without control characters. Anything else counts as absent.
/// </summary>
internal static class IdentityText
{
    internal const int MaximumLength = 500;

    private const int MaximumFileLength = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static string? Clean(string? text)
    {
        var trimmed = text?.Trim();
        return string.IsNullOrEmpty(trimmed) || trimmed.Length > MaximumLength || trimmed.Any(char.IsControl) ? null : trimmed;
    }

    /// <summary>A small file of the repository; null when it is missing, too long, unreadable or no text.</summary>
    internal static string? ReadFile(IFileSystem files, string path)
    {
        try
        {
            return files.ReadFile(path, MaximumFileLength) is { } content ? Clean(StrictUtf8.GetString(content.Bytes)) : null;
        }
        catch (Exception exception) when (exception is FileSystemException or DecoderFallbackException)
        {
            return null;
        }
    }
}
