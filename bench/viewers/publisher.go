package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
)

const frameRate, soundRate = 30, 50

// publisher sends frames with the head of VP8 and random bytes behind it, and sound of the size of Opus. Nobody decodes them.
type publisher struct {
	signals *signals
	peer    *webrtc.PeerConnection
	wanted  atomic.Bool // somebody needs a key frame
}

func startPublisher(address, cookie, token string, kbits int, loud bool) (*publisher, error) {
	query := url.Values{"access_token": {token}, "auto_subscribe": {"0"}, "sdk": {"js"}, "protocol": {"15"}}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	head := http.Header{}
	if cookie != "" {
		head.Set("Cookie", cookie)
	}
	socket, err := dial(ctx, address+"/rtc?"+query.Encode(), head)
	if err != nil {
		return nil, err
	}
	peer, err := newPeer()
	if err != nil {
		return nil, err
	}
	p := &publisher{signals: &signals{socket: socket}, peer: peer}
	vp8 := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}
	opus := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
	picture, _ := webrtc.NewTrackLocalStaticSample(vp8, "picture", "program")
	sound, _ := webrtc.NewTrackLocalStaticRTP(opus, "sound", "program")
	shows, err := peer.AddTrack(picture)
	if err != nil {
		return nil, err
	}
	sounds, err := peer.AddTrack(sound)
	if err != nil {
		return nil, err
	}
	var once sync.Once
	connected, answered := make(chan struct{}), make(chan error, 1)
	peer.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(connected) })
		}
	})
	go func() { answered <- p.obey() }()
	for _, track := range []*livekit.AddTrackRequest{
		{Cid: "picture", Name: "program", Type: livekit.TrackType_VIDEO, Source: livekit.TrackSource_CAMERA, Width: 1280, Height: 720},
		{Cid: "sound", Name: "program", Type: livekit.TrackType_AUDIO, Source: livekit.TrackSource_MICROPHONE, DisableRed: true},
	} {
		if err := p.signals.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_AddTrack{AddTrack: track}}); err != nil {
			return nil, err
		}
	}
	offer, err := peer.CreateOffer(nil)
	if err != nil {
		return nil, err
	}
	peer.OnICECandidate(p.trickle)
	if err := peer.SetLocalDescription(offer); err != nil {
		return nil, err
	}
	said := &livekit.SessionDescription{Type: "offer", Sdp: offer.SDP, Id: 1}
	if err := p.signals.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Offer{Offer: said}}); err != nil {
		return nil, err
	}
	select {
	case <-connected:
	case err := <-answered:
		return nil, errors.Join(errors.New("the signalling ended"), err)
	case <-ctx.Done():
		return nil, errors.New("the publisher never connected")
	}
	go p.listen(shows)
	go p.show(picture, kbits)
	go p.sing(sound, sounds, loud)
	return p, nil
}

func (p *publisher) trickle(candidate *webrtc.ICECandidate) {
	if candidate != nil {
		text, _ := json.Marshal(candidate.ToJSON())
		_ = p.signals.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Trickle{
			Trickle: &livekit.TrickleRequest{CandidateInit: string(text), Target: livekit.SignalTarget_PUBLISHER},
		}})
	}
}

func (p *publisher) obey() error {
	for {
		response, err := p.signals.read()
		if err != nil {
			return err
		}
		switch message := response.Message.(type) {
		case *livekit.SignalResponse_Join:
			go p.signals.ping(max(1, message.Join.PingInterval))
		case *livekit.SignalResponse_Answer:
			answer := webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: message.Answer.Sdp}
			if err := p.peer.SetRemoteDescription(answer); err != nil {
				return err
			}
		case *livekit.SignalResponse_Trickle:
			var candidate webrtc.ICECandidateInit
			if message.Trickle.Target == livekit.SignalTarget_PUBLISHER &&
				json.Unmarshal([]byte(message.Trickle.CandidateInit), &candidate) == nil {
				_ = p.peer.AddICECandidate(candidate)
			}
		case *livekit.SignalResponse_Leave:
			return errors.New("LiveKit put the publisher out")
		}
	}
}

// listen notes when a viewer asks for a key frame.
func (p *publisher) listen(sender *webrtc.RTPSender) {
	for {
		packets, _, err := sender.ReadRTCP()
		if err != nil {
			return
		}
		for _, packet := range packets {
			if _, asks := packet.(*rtcp.PictureLossIndication); asks {
				p.wanted.Store(true)
			}
		}
	}
}

func (p *publisher) show(track *webrtc.TrackLocalStaticSample, kbits int) {
	ticker := time.NewTicker(time.Second / frameRate)
	random := rand.NewChaCha8([32]byte{})
	p.wanted.Store(true)
	for range ticker.C {
		frame := make([]byte, kbits*1000/8/frameRate)
		_, _ = random.Read(frame)
		stamp(frame, p.wanted.Swap(false))
		_ = track.WriteSample(media.Sample{Data: frame, Duration: time.Second / frameRate})
	}
}

// stamp writes the head of a VP8 frame (RFC 6386 §9.1) of 1280 × 720.
func stamp(frame []byte, key bool) {
	if !key {
		frame[0] = 0x11 // a shown frame that is no key frame
		return
	}
	frame[0] = 0x10
	copy(frame[3:], []byte{0x9d, 0x01, 0x2a})
	binary.LittleEndian.PutUint16(frame[6:], 1280)
	binary.LittleEndian.PutUint16(frame[8:], 720)
}

// sing sends sound. A loud one has the changing level of a voice, so LiveKit tells all who speaks.
func (p *publisher) sing(track *webrtc.TrackLocalStaticRTP, sender *webrtc.RTPSender, loud bool) {
	ticker := time.NewTicker(time.Second / soundRate)
	packet := rtp.Packet{Header: rtp.Header{Version: 2}, Payload: make([]byte, 80)}
	for range ticker.C {
		packet.SequenceNumber++
		packet.Timestamp += 48000 / soundRate
		level := uint8(127)
		if loud {
			level = uint8(22 + 12*math.Sin(float64(packet.SequenceNumber)/soundRate*2))
		}
		for _, extension := range sender.GetParameters().HeaderExtensions {
			if extension.URI == levels {
				head, _ := rtp.AudioLevelExtension{Level: level, Voice: loud}.Marshal()
				_ = packet.SetExtension(uint8(extension.ID), head)
			}
		}
		_ = track.WriteRTP(&packet)
	}
}
