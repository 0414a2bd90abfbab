using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RepoTickets.LogTriage.Grouping.Index;

/// <summary>Names groups: the first half of the SHA-256 of the version, the namespace and the group's first key.</summary>
internal static class GroupIdentity
{
    internal static LogGroupId Of(GroupNamespace space, ReadOnlySpan<byte> key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(space.Prefix);
        hash.AppendData(key);
        hash.GetHashAndReset(digest);
        var id = new LogGroupId(BinaryPrimitives.ReadUInt64BigEndian(digest), BinaryPrimitives.ReadUInt64BigEndian(digest[8..]));
        return id.IsNone ? new(0, 1) : id;
    }
}
